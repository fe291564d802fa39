using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>What must become of a picture.</summary>
/// <param name="Status">Its status in the store; <see langword="null"/> when its message must become a dead letter instead.</param>
/// <param name="Reason">Reason code of the rejection or of the dead letter.</param>
internal sealed record Expected(ImageStatus? Status, string? Reason = null)
{
    public static readonly Expected Indexed = new(ImageStatus.Indexed);

    public static readonly Expected Deleted = new(ImageStatus.Deleted);

    public static Expected Rejected(string reason) => new(ImageStatus.Rejected, reason);

    public static Expected DeadLetter(string reason) => new(null, reason);
}
