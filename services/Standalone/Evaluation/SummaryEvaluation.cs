using System.Numerics.Tensors;
using Indexing.Contracts;
using Indexing.Search.Scenes;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Evaluation;

/// <summary>Compares summaries and cleaned tags with what the captions of the pictures name.</summary>
internal sealed class SummaryEvaluation(SentenceModels models, VisualVocabulary vocabulary, TagCleaner cleaner)
{
    /// <summary>Measures the product and what it must beat.</summary>
    /// <param name="scenes">The pictures.</param>
    /// <param name="k">Words of a summary, 1..32.</param>
    /// <param name="frequencies">How many pictures name each word, for the methods that look at no picture.</param>
    public (Dictionary<string, SummaryScores> Methods, double RecallLimit) Summaries(
        IReadOnlyList<DescribedScene> scenes, int k, IReadOnlyDictionary<string, int> frequencies)
    {
        var byFrequency = frequencies.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal);
        string[] frequent = [.. byFrequency.Take(k).Select(static pair => pair.Key)];
        var methods = new Dictionary<string, SummaryScores>
        {
            ["pursuit"] = Score(scenes, k, scene => [.. vocabulary.Summarize(scene.Vector, k).Words.Select(static word => word.Word)]),
            ["nearest"] = Score(scenes, k, scene => Nearest(scene.Vector, k)),
            ["frequent"] = Score(scenes, k, _ => frequent),
        };
        return (methods, scenes.Average(scene => Math.Min(1.0, (double)k / scene.Words.Count)));
    }

    /// <summary>Judges <see cref="ReplacedTags"/>.</summary>
    /// <returns>Scores by the product and by frequency, and the shares of true tags kept and of replaced tags doubted.</returns>
    public (TagScores Product, TagScores Frequency, double TrueKept, double ReplacedDoubted) Tags(
        IReadOnlyList<DescribedScene> scenes, IReadOnlyDictionary<string, int> frequencies)
    {
        var (product, frequency) = (new TagScores(), new TagScores());
        var (isTrue, trueKept, replacedDoubted) = (0, 0, 0);
        var tagged = ReplacedTags.Of([.. scenes.Select(static scene => scene.Words)]);
        foreach (var (scene, tags) in scenes.Zip(tagged))
        {
            var cleaned = cleaner.Clean(scene.Vector, [.. tags.Select(static tag => tag.Tag)], proposals: 0);
            foreach (var (tag, judged) in tags.Zip(cleaned.Tags))
            {
                product.Add(judged.Score!.Value, tag.IsTrue);
                frequency.Add(frequencies.GetValueOrDefault(tag.Tag), tag.IsTrue);
                isTrue += tag.IsTrue ? 1 : 0;
                trueKept += tag.IsTrue && judged.Verdict == TagVerdict.Kept ? 1 : 0;
                replacedDoubted += !tag.IsTrue && judged.Verdict == TagVerdict.Doubtful ? 1 : 0;
            }
        }

        return (product, frequency, Share(trueKept, isTrue), Share(replacedDoubted, product.Count - isTrue));
    }

    /// <summary>How many of the pictures name each word.</summary>
    public static Dictionary<string, int> Frequencies(IEnumerable<IEnumerable<string>> words) =>
        words.SelectMany(static own => own).CountBy(static word => word).ToDictionary();

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private SummaryScores Score(IReadOnlyList<DescribedScene> scenes, int k, Func<DescribedScene, IReadOnlyList<string>> choose)
    {
        var (precision, recall, explained) = (0.0, 0.0, 0.0);
        foreach (var scene in scenes)
        {
            var chosen = choose(scene);
            var right = chosen.Count(scene.Words.Contains);
            precision += (double)right / k;
            recall += (double)right / scene.Words.Count;
            explained += Explained(scene.Vector, chosen);
        }

        return new SummaryScores(precision / scenes.Count, recall / scenes.Count, explained / scenes.Count);
    }

    /// <summary>As <see cref="ImageSummary.Explained"/>, of these words only.</summary>
    private double Explained(float[] scene, IReadOnlyList<string> chosen)
    {
        var known = chosen.Where(word => models.Words.IndexOf(word) >= 0).ToList();
        if (known.Count == 0)
            return 0;
        var few = new WordVectors(known, [.. known.SelectMany(word => models.Words.Vector(models.Words.IndexOf(word)).ToArray())]);
        var (numbers, weights) = (new int[known.Count], new float[known.Count]);
        var taken = MatchingPursuit.Decompose(few, scene, numbers, weights);
        return Enumerable.Range(0, taken).Sum(i => weights[i] * TensorPrimitives.Dot(few.Vector(numbers[i]), scene));
    }

    /// <summary>The first step of the pursuit k times: words that say the same thing may all be chosen.</summary>
    private string[] Nearest(float[] scene, int k)
    {
        var words = models.Words;
        return
        [
            .. Enumerable.Range(0, words.Words.Count)
                .OrderByDescending(i => words.Norm(i) * TensorPrimitives.Dot(words.Vector(i), scene)).Take(k).Select(i => words.Words[i]),
        ];
    }
}
