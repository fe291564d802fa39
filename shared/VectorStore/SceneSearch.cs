namespace Indexing.VectorStore;

/// <summary>A question for images that show something alike.</summary>
public sealed record SceneSearch
{
    /// <summary>Only images of this tenant are found.</summary>
    public required string Tenant { get; init; }

    /// <summary>Query vector, unit length, of the dimension of the store's scenes.</summary>
    public required ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>How many images at most, 1..1000.</summary>
    public required int Limit { get; init; }

    /// <summary>Which images; <see cref="ImageFilter.ImageIds"/> scores just the images of another search.</summary>
    public ImageFilter Filter { get; init; } = ImageFilter.None;
}
