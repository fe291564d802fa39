namespace Indexing.Vision.Detection;

/// <summary>A proposed word.</summary>
/// <param name="Quad">Its corners in pixels of the decoded image (multiply by <c>DecodedImage.ScaleToSource</c> for source pixels).</param>
/// <param name="Score">Mean text probability inside, 0..1.</param>
/// <param name="IsAlternative">
/// Whether this is another way to cut an area that other regions cover already: worth searching, not worth counting as a word of its own.
/// </param>
public readonly record struct TextRegion(Quad Quad, float Score, bool IsAlternative = false);
