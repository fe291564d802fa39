using Indexing.Vision.Onnx;

namespace Indexing.Vision.Detection;

/// <summary>
/// From a probability map to word rectangles: connected areas above a threshold, the smallest enclosing rectangle of each, scored by the
/// mean probability inside and grown back by the DB unclip rule. Keeps its buffers; one instance per call in flight.
/// </summary>
internal sealed class RegionExtractor
{
    /// <summary>Regions beyond this many are dropped, weakest first: a page of tiny print, not a photograph.</summary>
    private const int MaxRegions = 1000;

    /// <summary>Shorter sides (in cells) are noise: no letter is readable at this size.</summary>
    private const float MinShortSide = 2;

    private readonly ConnectedComponents _components = new();
    private readonly MinimumAreaRectangle _rectangle = new();

    /// <summary>Extracts the regions of one map.</summary>
    /// <param name="map">Text probabilities of the visible part of the picture.</param>
    /// <param name="constants">Thresholds, unclip ratio and cell size.</param>
    /// <param name="imageWidth">Width of the unpadded picture in pixels; corners are clipped to it.</param>
    /// <param name="imageHeight">Height of the unpadded picture in pixels.</param>
    /// <param name="regions">Cleared, then filled, best first.</param>
    public void Extract(in ProbabilityMap map, DetectorDescription constants, int imageWidth, int imageHeight, List<TextRegion> regions)
    {
        regions.Clear();
        _components.Label(map, constants.ProbabilityThreshold);
        for (var component = 0; component < _components.Count; component++)
        {
            _rectangle.Fit(_components.Runs(component));
            if (_rectangle.ShortSide < MinShortSide)
                continue;
            var score = _rectangle.MeanInside(map);
            if (score < constants.BoxThreshold)
                continue;
            _rectangle.Unclip(constants.UnclipRatio);
            var quad = _rectangle.ToQuad(constants.OutputStride, imageWidth, imageHeight);
            regions.Add(new TextRegion(quad, score));
        }

        regions.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        if (regions.Count > MaxRegions)
            regions.RemoveRange(MaxRegions, regions.Count - MaxRegions);
    }
}
