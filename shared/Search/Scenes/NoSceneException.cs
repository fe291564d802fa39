namespace Indexing.Search.Scenes;

/// <summary>
/// The picture is known, but the index holds no vector of what it shows; the message says why and what to do. Its text can be searched.
/// </summary>
public sealed class NoSceneException(string message) : Exception(message);
