using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>One message that was published about a picture.</summary>
/// <param name="Key">The picture.</param>
/// <param name="Version">Version that the message carried.</param>
/// <param name="Expected">What must become of the picture if this is its newest message.</param>
/// <param name="Words">Texts that must be found in it, in order; <see langword="null"/> when they are not compared.</param>
internal sealed record LedgerLine(ImageKey Key, long Version, Expected Expected, string? Words)
{
    /// <summary>Whether the broker has confirmed it.</summary>
    public bool IsConfirmed { get; set; }
}
