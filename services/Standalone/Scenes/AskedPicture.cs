using Indexing.VectorStore;

namespace Indexing.Standalone.Scenes;

/// <summary>The picture that a command line names: a file, or a picture of the index.</summary>
/// <param name="Name">As it was named.</param>
/// <param name="Vector">Scene vector of unit length.</param>
/// <param name="Image">Its record; <see langword="null"/> for a file.</param>
internal sealed record AskedPicture(string Name, ReadOnlyMemory<float> Vector, ImageRecord? Image);
