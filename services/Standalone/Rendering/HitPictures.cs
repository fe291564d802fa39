using System.Globalization;
using System.Numerics;
using Indexing.BlobStore;
using Indexing.Contracts;
using Indexing.Vision;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.Standalone.Rendering;

/// <summary>Writes copies of found pictures with the matched word framed, if a word was found.</summary>
internal sealed class HitPictures(IEnumerable<IBlobStore> blobStores, ImageDecoder decoder)
{
    private static readonly Rgb Frame = new(255, 59, 48);

    /// <summary>Writes one JPEG per hit, numbered by rank.</summary>
    /// <param name="hits">The hits, best first.</param>
    /// <param name="folder">Absolute path; created when missing.</param>
    /// <param name="prefix">First part of the file names.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The paths written, and a remark for each picture that could not be read again.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(
        IReadOnlyList<SearchHit> hits, string folder, string prefix, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var remarks = new List<string>();
        foreach (var (rank, hit) in hits.Index())
        {
            var name = $"{prefix}{rank + 1:000}-{Path.GetFileNameWithoutExtension(SearchResponseView.PathOf(hit))}.jpg";
            remarks.Add(await WriteAsync(hit, Path.Combine(folder, name), cancellationToken)
                ? Path.Combine(folder, name)
                : $"cannot show {SearchResponseView.PathOf(hit)}: it was moved, or its folder may not be read");
        }

        return remarks;
    }

    private async Task<bool> WriteAsync(SearchHit hit, string path, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(hit.Uri, UriKind.Absolute, out var uri)
            || blobStores.FirstOrDefault(store => store.CanOpen(uri)) is not { } store)
            return false;
        var opened = await store.OpenAsync(uri, cancellationToken);
        if (opened.Content is not { } content)
            return false;
        await using (content)
        {
            using var encoded = new MemoryStream();
            await content.CopyToAsync(encoded, cancellationToken);
            return await DrawAsync(encoded.ToArray(), hit, path, cancellationToken);
        }
    }

    private async Task<bool> DrawAsync(byte[] encoded, SearchHit hit, string path, CancellationToken cancellationToken)
    {
        var decoded = decoder.Decode(encoded);
        if (!decoded.IsDecoded)
            return false;
        using var image = decoded.Image;
        var label = string.Create(CultureInfo.InvariantCulture, $"{hit.Text} {hit.Score:0.00}");
        // A scene has no place in the picture.
        Annotation[] places = hit.Matches.Count > 0 ? [new Annotation(QuadOf(hit), Frame, label)] : [];
        await File.WriteAllBytesAsync(path, ImageAnnotator.Annotate(image, places), cancellationToken);
        return true;
    }

    private static Quad QuadOf(SearchHit hit)
    {
        return new Quad(Corner(0), Corner(1), Corner(2), Corner(3));

        Vector2 Corner(int index) => new((float)hit.PolygonPixels[index][0], (float)hit.PolygonPixels[index][1]);
    }
}
