namespace Indexing.Standalone.Evaluation;

/// <summary>A question of the mixed set.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Query">What is asked.</param>
/// <param name="Relevant">File names of the images that answer it.</param>
internal sealed record MixedQuery(MixedKind Kind, string Query, IReadOnlyList<string> Relevant);
