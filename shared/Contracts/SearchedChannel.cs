namespace Indexing.Contracts;

/// <summary>One way of looking that a search has used.</summary>
public sealed record SearchedChannel
{
    /// <summary>
    /// <c>exact</c>, <c>similar</c>, <c>part</c>, <c>concept</c> for what is written; <c>sentence</c>, <c>objects</c> for what is shown;
    /// <c>look</c> and <c>meaning</c> when a picture was asked for.
    /// </summary>
    public required string Channel { get; init; }

    /// <summary>The threshold that was applied, 0..1.</summary>
    public required double MinScore { get; init; }

    /// <summary>Pictures that reached it.</summary>
    public required int Found { get; init; }

    /// <summary>Why mode <c>auto</c> took this channel, or left its answers out; <see langword="null"/> in other modes.</summary>
    public string? Reason { get; init; }
}
