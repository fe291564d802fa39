using Indexing.VectorStore;

namespace Indexing.Search.Scenes;

/// <summary>A picture of the index and what it shows.</summary>
/// <param name="Image">Its record.</param>
/// <param name="Vector">Scene vector of unit length, as the generation's image tower made it.</param>
public sealed record IndexedScene(ImageRecord Image, ReadOnlyMemory<float> Vector);
