using System.Numerics;
using System.Runtime.InteropServices;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Detection;

/// <summary>
/// From a probability map to word rectangles: connected areas above a threshold, the smallest enclosing rectangle of each, scored by the
/// mean probability inside and grown back by the DB unclip rule. Keeps its buffers; one instance per call in flight.
/// </summary>
/// <remarks>
/// The map is cut at several thresholds. Words that stand close together are one area at a low threshold and several at a higher one, and a
/// faint word is an area at the low one only; search takes the best region of a picture, so both readings are proposed.
/// </remarks>
internal sealed class RegionExtractor
{
    /// <summary>Regions beyond this many are dropped, weakest first: a page of tiny print, not a photograph.</summary>
    private const int MaxRegions = 1000;

    /// <summary>Shorter sides (in cells) are noise: no letter is readable at this size.</summary>
    private const float MinShortSide = 2;

    /// <summary>Regions whose bounding boxes overlap by more than this share of their union are the same word, cut alike.</summary>
    private const float SameWordOverlap = 0.7f;

    private readonly ConnectedComponents _components = new();
    private readonly MinimumAreaRectangle _rectangle = new();

    /// <summary>Extracts the regions of one map.</summary>
    /// <param name="map">Text probabilities of the visible part of the picture.</param>
    /// <param name="constants">Levels, score threshold and cell size.</param>
    /// <param name="imageWidth">Width of the unpadded picture in pixels; corners are clipped to it.</param>
    /// <param name="imageHeight">Height of the unpadded picture in pixels.</param>
    /// <param name="regions">Cleared, then filled, best first.</param>
    public void Extract(in ProbabilityMap map, DetectorDescription constants, int imageWidth, int imageHeight, List<TextRegion> regions)
    {
        regions.Clear();
        for (var i = 0; i < constants.Levels.Count; i++)
        {
            var level = constants.Levels[i];
            _components.Label(map, level.Threshold);
            for (var component = 0; component < _components.Count; component++)
            {
                _rectangle.Fit(_components.Runs(component));
                if (_rectangle.ShortSide < MinShortSide)
                    continue;
                var score = _rectangle.MeanInside(map);
                if (score < constants.BoxThreshold)
                    continue;
                _rectangle.Unclip(level.UnclipRatio);
                var quad = _rectangle.ToQuad(constants.OutputStride, imageWidth, imageHeight);
                if (i == 0 || !IsKnown(quad, regions))
                    regions.Add(new TextRegion(quad, score, IsAlternative: i > 0));
            }
        }

        regions.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        if (regions.Count > MaxRegions)
            regions.RemoveRange(MaxRegions, regions.Count - MaxRegions);
    }

    private static bool IsKnown(Quad quad, List<TextRegion> regions)
    {
        var (low, high) = Bounds(quad);
        foreach (ref readonly var region in CollectionsMarshal.AsSpan(regions))
        {
            var (otherLow, otherHigh) = Bounds(region.Quad);
            var shared = Area(Vector2.Max(Vector2.Zero, Vector2.Min(high, otherHigh) - Vector2.Max(low, otherLow)));
            if (shared > SameWordOverlap * (Area(high - low) + Area(otherHigh - otherLow) - shared))
                return true;
        }

        return false;
    }

    private static float Area(Vector2 size) => size.X * size.Y;

    private static (Vector2 Low, Vector2 High) Bounds(Quad quad) => (
        Vector2.Min(Vector2.Min(quad.TopLeft, quad.TopRight), Vector2.Min(quad.BottomRight, quad.BottomLeft)),
        Vector2.Max(Vector2.Max(quad.TopLeft, quad.TopRight), Vector2.Max(quad.BottomRight, quad.BottomLeft)));
}
