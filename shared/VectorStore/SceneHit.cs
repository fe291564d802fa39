namespace Indexing.VectorStore;

/// <summary>One image that was found by its scene.</summary>
/// <param name="Image">The image.</param>
/// <param name="Similarity">Cosine of the query vector and the image's scene vector, -1..1.</param>
public readonly record struct SceneHit(ImageKey Image, double Similarity);
