using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests;

/// <summary>What an index says of a picture.</summary>
internal sealed record IndexedPicture(string Name, ImageStatus Status, string Words);
