namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>What the writer must know of the image it replaces.</summary>
internal sealed record StoredImage(
    long Id, long Version, ImageStatus Status, long FirstWord, int WordCount, string Tags, string Metadata)
{
    /// <summary>Whether the stored version wins over this one, by the rule of <see cref="IVectorStore.ReplaceImageAsync"/>.</summary>
    public bool Supersedes(ImageRecord image) =>
        Version > image.Version
        || (Version == image.Version && image.Status switch
        {
            ImageStatus.Pending => Status != ImageStatus.Pending,
            ImageStatus.Deleted => false,
            _ => Status == ImageStatus.Deleted,
        });
}
