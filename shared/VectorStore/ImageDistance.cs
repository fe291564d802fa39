namespace Indexing.VectorStore;

/// <summary>An image and how far its look is from the one asked for.</summary>
/// <param name="Image">The image.</param>
/// <param name="Distance">Number of differing bits of both <see cref="ImageRecord.PerceptualHash"/>, 0..64.</param>
public readonly record struct ImageDistance(ImageKey Image, int Distance);
