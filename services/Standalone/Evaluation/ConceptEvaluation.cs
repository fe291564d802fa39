using System.Numerics.Tensors;
using Indexing.Vision.Concepts;

namespace Indexing.Standalone.Evaluation;

/// <summary>Judges concept scores of words against their true concepts.</summary>
internal sealed class ConceptEvaluation(ConceptLexicon lexicon)
{
    private const int FewestWords = 2;

    /// <summary>Concepts that enough of the words have to be searched for.</summary>
    public static IReadOnlyList<int> Searched(IEnumerable<ConceptWord> words) => [.. words.SelectMany(word => word.Concepts)
        .GroupBy(concept => concept).Where(group => group.Count() >= FewestWords).Select(group => group.Key).Order()];

    /// <summary>The measures of every method.</summary>
    public IReadOnlyDictionary<string, ConceptScores> Measure(IReadOnlyList<ConceptWord> words)
    {
        var methods = new Dictionary<string, Func<ConceptWord, double[]>>
        {
            ["product"] = word => ByVector(word.Combined),
            ["network"] = word => ByVector(word.Direct),
            ["transcription"] = word => ByLookup(lexicon.ConceptsOf(word.Reading)),
        };
        return methods.ToDictionary(method => method.Key, method => Measure(words, [.. words.Select(method.Value)]));
    }

    private static ConceptScores Measure(IReadOnlyList<ConceptWord> words, double[][] scores)
    {
        var (precision, first) = (0.0, 0);
        for (var i = 0; i < words.Count; i++)
        {
            var relevant = new bool[scores[i].Length];
            foreach (var concept in words[i].Concepts)
                relevant[concept] = true;
            precision += AveragePrecision.Compute(scores[i], relevant);
            var best = scores[i].IndexOf(scores[i].Max());
            first += double.IsFinite(scores[i][best]) && relevant[best] ? 1 : 0;
        }

        var searched = Searched(words);
        var search = searched.Sum(concept => AveragePrecision.Compute(
            [.. scores.Select(word => word[concept])], [.. words.Select(word => word.Concepts.Contains(concept))]));
        return new ConceptScores(precision / words.Count, (double)first / words.Count, search / Math.Max(1, searched.Count));
    }

    private double[] ByVector(float[] vector)
    {
        var scores = Nothing();
        if (vector.Length > 0)
            for (var concept = 0; concept < scores.Length; concept++)
                scores[concept] = TensorPrimitives.Dot(vector, lexicon.Vector(concept));
        return scores;
    }

    /// <summary>The special before the general: a dictionary gives its concepts in that order.</summary>
    private double[] ByLookup(IReadOnlyList<int> concepts)
    {
        var scores = Nothing();
        for (var i = 0; i < concepts.Count; i++)
            scores[concepts[i]] = 1.0 / (i + 1);
        return scores;
    }

    private double[] Nothing()
    {
        var scores = new double[lexicon.Concepts.Count];
        Array.Fill(scores, double.NegativeInfinity);
        return scores;
    }
}
