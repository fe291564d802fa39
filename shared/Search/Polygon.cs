using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>The corners of a word as the API gives them: [x, y], clockwise from the text's top-left.</summary>
internal static class Polygon
{
    /// <summary>The whole picture.</summary>
    public static readonly NormalizedQuad Whole = new(0, 0, 1, 0, 1, 1, 0, 1);

    /// <summary>As fractions of the upright picture's size.</summary>
    public static double[][] Fractions(NormalizedQuad quad) => Corners(quad, 1, 1);

    /// <summary>In pixels of the upright picture.</summary>
    public static double[][] Pixels(NormalizedQuad quad, ImageRecord image) => Corners(quad, image.Width, image.Height);

    private static double[][] Corners(NormalizedQuad quad, int width, int height) =>
    [
        [quad.X0 * width, quad.Y0 * height],
        [quad.X1 * width, quad.Y1 * height],
        [quad.X2 * width, quad.Y2 * height],
        [quad.X3 * width, quad.Y3 * height],
    ];
}
