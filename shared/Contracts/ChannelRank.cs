namespace Indexing.Contracts;

/// <summary>Where one channel ranks a picture.</summary>
public sealed record ChannelRank
{
    /// <summary>Name of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Rank, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>Score, 0..1.</summary>
    public required double Score { get; init; }

    /// <summary>Weight in the fusion.</summary>
    public required double Weight { get; init; }
}
