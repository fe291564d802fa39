using System.Numerics;
using Indexing.VectorStore;
using Indexing.Vision;

namespace Indexing.Standalone.Evaluation;

/// <summary>Which marked word lies where a stored word was found.</summary>
internal sealed class TruthIndex
{
    private const double MinOverlap = 0.5;
    private const int RecordsPerCall = 500;
    private readonly Dictionary<string, EvaluationImage> _images;
    private readonly Dictionary<string, ImageRecord> _records;
    private readonly Dictionary<(string Image, int Region), string?> _known = [];

    private TruthIndex(EvaluationSet set, Dictionary<string, ImageRecord> records)
    {
        _images = set.Images.ToDictionary(image => image.Image, StringComparer.Ordinal);
        _records = records;
    }

    /// <summary>Of an indexed set.</summary>
    public static async Task<TruthIndex> CreateAsync(EvaluationSet set, IVectorStore store, CancellationToken cancellationToken)
    {
        var records = new Dictionary<string, ImageRecord>(StringComparer.Ordinal);
        foreach (var part in set.Images.Chunk(RecordsPerCall))
        {
            var keys = part.Select(image => new ImageKey(Gallery.Tenant, image.Image)).ToList();
            foreach (var record in await store.GetImagesAsync(keys, cancellationToken))
                records.Add(record.Key.ImageId, record);
        }

        return new TruthIndex(set, records);
    }

    /// <summary>
    /// The normalised text of the marked word that overlaps most, or <see langword="null"/> when none overlaps by half; of a crop its
    /// label.
    /// </summary>
    public string? TextAt(StoredWord word)
    {
        if (_images[word.Image.ImageId].Text is { } label)
            return ProtocolText.Normalize(label);
        var place = (word.Image.ImageId, word.RegionIndex);
        if (_known.TryGetValue(place, out var text))
            return text;
        var quad = ToSourcePixels(word.Quad, _records[word.Image.ImageId]);
        var best = _images[word.Image.ImageId].Instances.Where(instance => !instance.IsIgnored)
            .Select(instance => (instance.Text, Overlap: ConvexPolygon.IntersectionOverUnion(quad, instance.Corners)))
            .Where(candidate => candidate.Overlap >= MinOverlap)
            .OrderByDescending(candidate => candidate.Overlap)
            .FirstOrDefault();
        return _known[place] = best.Text is null ? null : ProtocolText.Normalize(best.Text);
    }

    private static Quad ToSourcePixels(NormalizedQuad quad, ImageRecord image) =>
        new Quad(new(quad.X0, quad.Y0), new(quad.X1, quad.Y1), new(quad.X2, quad.Y2), new(quad.X3, quad.Y3))
            .Scale(new Vector2(image.Width, image.Height));
}
