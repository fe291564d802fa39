using Indexing.Vision.Sentences;

namespace Indexing.Search.Localisation;

/// <summary>Where a map of a picture shows what a sentence vector says.</summary>
internal static class ScenePlaces
{
    /// <summary>Boxes that overlap more than this (intersection over union) are one place.</summary>
    private const float SamePlace = 0.5f;

    /// <summary>A box holds a word when at least so much of the word's area lies in it.</summary>
    private const float HoldsWord = 0.9f;

    /// <summary>A box that covers more of the picture is no thing that carries the word.</summary>
    private const float LargestThing = 0.8f;

    /// <summary>From one half on a thing is more probably there than not.</summary>
    private const float IsThing = 0.5f;

    /// <summary>The best places, best first.</summary>
    /// <param name="map">The picture.</param>
    /// <param name="vector">What is looked for, unit length.</param>
    /// <param name="calibration">Makes a relevance of a cosine.</param>
    /// <param name="most">How many at most.</param>
    public static List<(SceneBox Box, double Score)> Find(
        SceneMap map, ReadOnlySpan<float> vector, SentenceCalibration calibration, int most)
    {
        var similarities = map.Similarities(vector);
        return map.HasBoxes ? ByBoxes(map, similarities, calibration, most) : ByWarmth(map, similarities, calibration, most);
    }

    /// <summary>The thing that carries a word: the most relevant box that holds it, or the word's own where there is none.</summary>
    /// <param name="map">The picture.</param>
    /// <param name="vector">What the thing is.</param>
    /// <param name="calibration">Makes a relevance of a cosine.</param>
    /// <param name="word">Where the word is.</param>
    public static SceneBox Around(SceneMap map, ReadOnlySpan<float> vector, SentenceCalibration calibration, SceneBox word)
    {
        if (!map.HasBoxes)
            return word;
        var similarities = map.Similarities(vector);
        var (best, bestScore) = (word, 0.0);
        for (var cell = 0; cell < similarities.Length; cell++)
        {
            var (row, column) = (cell / map.Columns, cell % map.Columns);
            var box = map.Box(row, column);
            var objectness = map.Objectness(row, column);
            if (objectness < IsThing || box.Area() > LargestThing || box.Intersection(word) < HoldsWord * word.Area())
                continue;
            var score = objectness * calibration.Of(similarities[cell]);
            if (score > bestScore)
                (best, bestScore) = (box, score);
        }

        return best;
    }

    /// <summary>Leaves out every place that is nearly that of a better one.</summary>
    /// <param name="places">Best first.</param>
    /// <param name="boxOf">Where a place is.</param>
    /// <param name="most">How many at most.</param>
    public static List<T> Distinct<T>(IEnumerable<T> places, Func<T, SceneBox> boxOf, int most)
    {
        var kept = new List<T>();
        foreach (var place in places)
        {
            if (kept.Count == most)
                break;
            var box = boxOf(place);
            if (kept.TrueForAll(other => boxOf(other).IntersectionOverUnion(box) <= SamePlace))
                kept.Add(place);
        }

        return kept;
    }

    private static List<(SceneBox Box, double Score)> ByBoxes(
        SceneMap map, float[] similarities, SentenceCalibration calibration, int most)
    {
        var cells = new (SceneBox Box, double Score)[similarities.Length];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var (row, column) = (cell / map.Columns, cell % map.Columns);
            cells[cell] = (map.Box(row, column), map.Objectness(row, column) * calibration.Of(similarities[cell]));
        }

        return Distinct(cells.OrderByDescending(static cell => cell.Score), static cell => cell.Box, most);
    }

    private static List<(SceneBox Box, double Score)> ByWarmth(
        SceneMap map, float[] similarities, SentenceCalibration calibration, int most)
    {
        var heat = new HeatMap(map, similarities);
        var places = new List<(SceneBox Box, double Score)>();
        while (places.Count < most && heat.TakeNext() is var (box, row, column))
            places.Add((box, map.Objectness(row, column) * calibration.Of(similarities[(row * map.Columns) + column])));
        return [.. places.OrderByDescending(static place => place.Score)];
    }
}
