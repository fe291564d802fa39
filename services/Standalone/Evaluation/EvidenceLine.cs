namespace Indexing.Standalone.Evaluation;

/// <summary>What one stored word says about one query, with the truth: one line for the fit of the weights.</summary>
/// <param name="Query">The query.</param>
/// <param name="Image">File name of the image.</param>
/// <param name="Features">The evidence in the order of <c>WordEvidence.FeatureNames</c> or <c>SimilarityEvidence.FeatureNames</c>.</param>
/// <param name="EditSimilarity">Edit similarity of the query and what is really written there; null where no marked word is.</param>
/// <param name="Relevant">Whether the image answers the query; which of its words does is for the fit to find out.</param>
internal sealed record EvidenceLine(string Query, string Image, float[] Features, double? EditSimilarity, bool Relevant);
