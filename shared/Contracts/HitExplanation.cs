namespace Indexing.Contracts;

/// <summary>Why a picture stands where it stands.</summary>
public sealed record HitExplanation
{
    /// <summary>What the list is ordered by; comparable within one answer only.</summary>
    public required double FusedScore { get; init; }

    /// <summary>Every channel that found the picture.</summary>
    public required IReadOnlyList<ChannelRank> Channels { get; init; }
}
