namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>What <c>models migrate</c> said.</summary>
/// <param name="FirstPass">Pictures of its first pass.</param>
/// <param name="Questions">Golden questions.</param>
/// <param name="RecallBefore">Recall@10 of the generation that was active, 0..1.</param>
/// <param name="RecallAfter">Recall@10 of the new one.</param>
/// <param name="Followed">From the switch until a running service worked on the new generation.</param>
internal sealed record MigrationReport(double FirstPass, int Questions, double RecallBefore, double RecallAfter, TimeSpan Followed);
