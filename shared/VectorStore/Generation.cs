namespace Indexing.VectorStore;

/// <summary>Everything that one model pack made: vectors of two packs must never be compared, so each has an index of its own.</summary>
/// <param name="Name">1..32 letters, digits, '-' or '_'; the first is <c>1</c> unless the configuration says otherwise.</param>
/// <param name="Model">
/// Id of the model pack, for example <c>scene-text/2</c>; <see langword="null"/> as long as nothing was ever read into the first
/// generation.
/// </param>
/// <param name="Role">What it is for.</param>
public sealed record Generation(string Name, string? Model, GenerationRole Role);
