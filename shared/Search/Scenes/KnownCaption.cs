namespace Indexing.Search.Scenes;

/// <summary>A sentence that a picture of the index was announced with.</summary>
/// <param name="Caption">The sentence.</param>
/// <param name="ImageId">The picture.</param>
public sealed record KnownCaption(string Caption, string ImageId);
