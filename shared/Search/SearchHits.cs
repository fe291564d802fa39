using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>From a match to what the answer says of it.</summary>
internal static class SearchHits
{
    public static SearchHit Describe(WordMatch match, ImageRecord image) => new()
    {
        ImageId = image.Key.ImageId,
        Uri = image.Uri,
        Score = match.Score,
        Text = match.Word.Transcription,
        Confidence = match.Word.Confidence,
        Polygon = Polygon.Fractions(match.Word.Quad),
        PolygonPixels = Polygon.Pixels(match.Word.Quad, image),
        Width = image.Width,
        Height = image.Height,
        Tags = image.Tags,
    };
}
