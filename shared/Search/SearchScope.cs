using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>Whose pictures, and which of them, a question is about.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Filter">Which of its pictures.</param>
internal sealed record SearchScope(string Tenant, ImageFilter Filter)
{
    /// <summary>The same question about some of the pictures only.</summary>
    public SearchScope Within(IEnumerable<ImageKey> images) => this with
    {
        Filter = Filter with { ImageIds = [.. images.Select(static image => image.ImageId).Take(ImageFilter.MaxImageIds)] },
    };
}
