namespace Indexing.Standalone.Evaluation;

/// <summary>One line of <c>eval --out</c>.</summary>
/// <param name="Query">The query.</param>
/// <param name="AveragePrecision">Its average precision.</param>
/// <param name="Ranking">All images, best first.</param>
internal sealed record QueryRanking(string Query, double AveragePrecision, IReadOnlyList<RankedImage> Ranking);
