using Indexing.Vision.Embedding;

namespace Indexing.Standalone.Explanation;

/// <summary>What is made of one region of a picture.</summary>
/// <param name="Text">The reading as it is shown.</param>
/// <param name="Readings">The most probable readings, lower-case 0-9a-z.</param>
/// <param name="Concepts">The nearest concepts; none when the word means nothing that is known.</param>
/// <param name="DetectionScore">The detector's score, 0..1.</param>
/// <param name="PolygonPixels">Corners in pixels of the file, clockwise from the text's top-left.</param>
internal sealed record ExplainedWord(
    string Text, IReadOnlyList<Reading> Readings, IReadOnlyList<ExplainedConcept> Concepts, float DetectionScore, float[][] PolygonPixels);
