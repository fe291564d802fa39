namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Scores of every image of a set for one query, by the product's search and by the two baselines over the same stored words. Images
/// without any candidate have negative infinity: they rank below all others and share one threshold.
/// </summary>
/// <param name="Search">The product's relevance, 0..1.</param>
/// <param name="Embedding">Best cosine of the query's vector and a word's.</param>
/// <param name="Transcription">Best edit similarity of the query and a reading; the reading's confidence is not used.</param>
internal sealed record RankingScores(double[] Search, double[] Embedding, double[] Transcription)
{
    /// <summary>No image has a candidate yet.</summary>
    public static RankingScores Create(int images)
    {
        var scores = new RankingScores(new double[images], new double[images], new double[images]);
        Array.Fill(scores.Search, double.NegativeInfinity);
        Array.Fill(scores.Embedding, double.NegativeInfinity);
        Array.Fill(scores.Transcription, double.NegativeInfinity);
        return scores;
    }
}
