using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>From a match to what the answer says of it.</summary>
internal static class SearchHits
{
    public static SearchHit Describe(WordMatch match, ImageRecord image)
    {
        var quad = match.Word.Quad;
        return new SearchHit
        {
            ImageId = image.Key.ImageId,
            Uri = image.Uri,
            Score = match.Score,
            Text = match.Word.Transcription,
            Confidence = match.Word.Confidence,
            Polygon = Corners(quad, 1, 1),
            PolygonPixels = Corners(quad, image.Width, image.Height),
            Width = image.Width,
            Height = image.Height,
            Tags = image.Tags,
        };
    }

    private static double[][] Corners(NormalizedQuad quad, int width, int height) =>
    [
        [quad.X0 * width, quad.Y0 * height],
        [quad.X1 * width, quad.Y1 * height],
        [quad.X2 * width, quad.Y2 * height],
        [quad.X3 * width, quad.Y3 * height],
    ];
}
