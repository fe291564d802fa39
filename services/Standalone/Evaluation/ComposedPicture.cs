namespace Indexing.Standalone.Evaluation;

/// <summary>A picture that shows a scene and a word, and the question for both.</summary>
/// <param name="Image">File name.</param>
/// <param name="Caption">A sentence that describes the scene.</param>
/// <param name="Word">The word, lower-case 0-9a-z.</param>
internal sealed record ComposedPicture(string Image, string Caption, string Word);
