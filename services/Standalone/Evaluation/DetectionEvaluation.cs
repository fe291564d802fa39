using Indexing.Vision.Detection;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Precision, recall and F1 of word boxes: one-to-one at intersection over union of at least 0.5, detections mostly inside an ignored
/// region do not count (ICDAR 2015, task 4.1).
/// </summary>
internal sealed class DetectionEvaluation
{
    private const double MinOverlap = 0.5;
    private const double MostlyIgnored = 0.5;
    private int _matched;
    private int _detected;
    private int _present;

    /// <summary>Share of the detections that are words; 0 without detections.</summary>
    public double Precision => _detected == 0 ? 0 : (double)_matched / _detected;

    /// <summary>Share of the words that were detected; 0 without words.</summary>
    public double Recall => _present == 0 ? 0 : (double)_matched / _present;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => _matched == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Counts one picture.</summary>
    /// <param name="detections">Detections in source pixels.</param>
    /// <param name="truth">The marked words of the picture, ignored ones included.</param>
    public void Add(IReadOnlyList<TextRegion> detections, IReadOnlyList<EvaluationInstance> truth)
    {
        var ignored = truth.Where(instance => instance.IsIgnored).Select(instance => instance.Corners).ToList();
        var open = truth.Where(instance => !instance.IsIgnored).Select(instance => instance.Corners).ToList();
        _present += open.Count;
        foreach (var detection in detections.OrderByDescending(detection => detection.Score))
        {
            var area = ConvexPolygon.Area(detection.Quad);
            if (ignored.Exists(region => ConvexPolygon.IntersectionArea(detection.Quad, region) > MostlyIgnored * area))
                continue;
            _detected++;
            var best = -1;
            var overlap = 0.0;
            for (var i = 0; i < open.Count; i++)
            {
                var candidate = ConvexPolygon.IntersectionOverUnion(detection.Quad, open[i]);
                if (candidate >= MinOverlap && candidate > overlap)
                    (best, overlap) = (i, candidate);
            }

            if (best < 0)
                continue;
            _matched++;
            open.RemoveAt(best);
        }
    }
}
