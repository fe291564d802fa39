using Indexing.Vision.Imaging;

namespace Indexing.Search.Localisation;

/// <summary>An indexed picture that was fetched again, or why it cannot be had; never both. Disposing gives its memory back.</summary>
public sealed class StoredPicture : IDisposable
{
    internal StoredPicture(DecodedImage image) => Image = image;

    internal StoredPicture(string missing) => Missing = missing;

    /// <summary>The picture; lives as long as this.</summary>
    public DecodedImage? Image { get; }

    /// <summary>A sentence that says why there is none.</summary>
    public string? Missing { get; }

    /// <inheritdoc/>
    public void Dispose() => Image?.Dispose();
}
