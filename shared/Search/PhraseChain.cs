using System.Numerics;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>Words of a picture that follow each other on a line, or stand one under the other.</summary>
internal static class PhraseChain
{
    /// <summary>
    /// Largest gap between neighbours on a line, in heights of the first: a wide space; measured between the edges that face each
    /// other.
    /// </summary>
    private const float MaxGap = 1.5f;

    /// <summary>How far the middle of the next word may lie off the line, in heights.</summary>
    private const float MaxOffset = 0.6f;

    /// <summary>Words of one line are set in one size.</summary>
    private const float MaxHeightRatio = 2;

    /// <summary>The chain whose weakest word is strongest, or <see langword="null"/> when the words never follow each other.</summary>
    /// <param name="image">The picture; its size makes fractions comparable.</param>
    /// <param name="words">Candidates for each word of the phrase, in order; none empty.</param>
    public static MatchedImage? Find(ImageRecord image, IReadOnlyList<List<MatchedWord>> words) =>
        Find(image.Key, image.Width, image.Height, words);

    /// <summary>The same for a picture of this size in pixels, 0 where it is not known.</summary>
    public static MatchedImage? Find(ImageKey image, int width, int height, IReadOnlyList<List<MatchedWord>> words)
    {
        var size = new Vector2(Math.Max(1, width), Math.Max(1, height));
        // Best chain that ends in each candidate of the current word.
        var chains = words[0].ConvertAll(static word => (Score: word.Score, Chain: new List<MatchedWord> { word }));
        foreach (var candidates in words.Skip(1))
        {
            var longer = new List<(double Score, List<MatchedWord> Chain)>();
            foreach (var next in candidates)
            {
                var before = chains.FindAll(chain => Follows(chain.Chain[^1], next, size));
                if (before.Count == 0)
                    continue;
                var (score, chain) = before.MaxBy(static chain => chain.Score);
                longer.Add((Math.Min(score, next.Score), [.. chain, next]));
            }

            if (longer.Count == 0)
                return null;
            chains = longer;
        }

        var (weakest, best) = chains.MaxBy(static chain => chain.Score);
        return new MatchedImage(image, weakest, best);
    }

    private static bool Follows(MatchedWord first, MatchedWord second, Vector2 size)
    {
        if (first.Word.RegionIndex == second.Word.RegionIndex)
            return false;
        var a = Box.Of(first.Word.Quad, size);
        var b = Box.Of(second.Word.Quad, size);
        if (Math.Max(a.Height, b.Height) > MaxHeightRatio * Math.Min(a.Height, b.Height))
            return false;
        var step = b.Left - a.Right;
        var along = Vector2.Dot(step, a.Direction);
        var across = MathF.Abs(Vector2.Dot(step, a.Down));
        var isOnLine = along >= -0.5f * a.Height && along <= MaxGap * a.Height && across <= MaxOffset * a.Height;
        return isOnLine || StartsNextLine(a, b);
    }

    /// <summary>Directly below: signs set their words one under the other.</summary>
    private static bool StartsNextLine(Box a, Box b)
    {
        var step = b.Centre - a.Centre;
        var down = Vector2.Dot(step, a.Down);
        var aside = MathF.Abs(Vector2.Dot(step, a.Direction));
        return down > 0.5f * a.Height && down <= (1 + MaxGap) * a.Height && aside <= 0.5f * Math.Max(a.Width, b.Width);
    }

    /// <summary>A word's quad in pixels, seen along its own line.</summary>
    private readonly record struct Box(Vector2 Left, Vector2 Right, float Height)
    {
        public Vector2 Centre => (Left + Right) / 2;

        public float Width => Vector2.Distance(Left, Right);

        public Vector2 Direction => Width > 0 ? (Right - Left) / Width : Vector2.UnitX;

        public Vector2 Down => new(-Direction.Y, Direction.X);

        public static Box Of(NormalizedQuad quad, Vector2 size)
        {
            var (topLeft, topRight) = (new Vector2(quad.X0, quad.Y0) * size, new Vector2(quad.X1, quad.Y1) * size);
            var (bottomRight, bottomLeft) = (new Vector2(quad.X2, quad.Y2) * size, new Vector2(quad.X3, quad.Y3) * size);
            var height = (Vector2.Distance(topLeft, bottomLeft) + Vector2.Distance(topRight, bottomRight)) / 2;
            return new Box((topLeft + bottomLeft) / 2, (topRight + bottomRight) / 2, Math.Max(height, 1));
        }
    }
}
