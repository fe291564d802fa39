namespace Indexing.VectorStore;

/// <summary>The words for a status that callers and operators see.</summary>
public static class ImageStatusNames
{
    /// <summary><c>pending</c>, <c>indexed</c>, <c>rejected</c> or <c>deleted</c>.</summary>
    public static string Of(ImageStatus status) => status switch
    {
        ImageStatus.Pending => "pending",
        ImageStatus.Indexed => "indexed",
        ImageStatus.Rejected => "rejected",
        _ => "deleted",
    };
}
