namespace Indexing.Standalone.Evaluation;

/// <summary>Share of word crops whose reading is exactly the label, both normalised.</summary>
internal static class WordsEvaluation
{
    /// <summary>Computes the accuracy.</summary>
    /// <param name="images">The labelled crops.</param>
    /// <param name="readings">The normalised readings of each crop: one, or none when the crop was rejected.</param>
    public static double Accuracy(IReadOnlyList<EvaluationImage> images, string[][] readings)
    {
        var right = 0;
        for (var i = 0; i < images.Count; i++)
            if (readings[i] is [var reading] && reading == ProtocolText.Normalize(images[i].Text ?? ""))
                right++;
        return images.Count == 0 ? 0 : (double)right / images.Count;
    }
}
