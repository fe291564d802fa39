using System.Numerics.Tensors;
using Indexing.Contracts;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Scenes;

/// <summary>
/// Says in words what a picture shows (Image2Vec): words and pictures have vectors in one space, and a picture is nearly the sum of its
/// words. Safe for concurrent use.
/// </summary>
public sealed class VisualVocabulary(SentenceModels models)
{
    /// <summary>Most words of a summary.</summary>
    public const int MostWords = MatchingPursuit.MaxWords;

    /// <summary>The words whose weighted sum comes nearest to a picture.</summary>
    /// <param name="scene">Scene vector of unit length.</param>
    /// <param name="words">How many at most, 1..32.</param>
    /// <exception cref="SentencePackMissingException">There is no sentence pack.</exception>
    public ImageSummary Summarize(ReadOnlySpan<float> scene, int words)
    {
        var known = models.Words;
        Span<int> chosen = stackalloc int[words];
        Span<float> weights = stackalloc float[words];
        var taken = MatchingPursuit.Decompose(known, scene, chosen, weights);
        var parts = new List<SummaryWord>(taken);
        var explained = 0.0;
        for (var i = 0; i < taken; i++)
        {
            var similarity = TensorPrimitives.Dot(known.Vector(chosen[i]), scene);
            // What is left is orthogonal to the sum, so the sum's squared length is its product with the picture.
            explained += weights[i] * similarity;
            parts.Add(new SummaryWord { Word = known.Words[chosen[i]], Weight = weights[i], Similarity = similarity });
        }

        return new ImageSummary { Words = parts, Explained = Math.Clamp(explained, 0, 1) };
    }

    /// <summary>The words whose vectors are nearest to that of a word.</summary>
    /// <param name="word">Any case.</param>
    /// <param name="top">How many at most, 1 or more.</param>
    /// <exception cref="SentencePackMissingException">There is no sentence pack.</exception>
    /// <exception cref="UnknownWordException">The pack does not know the word.</exception>
    public VisualNeighbors Neighbors(string word, int top)
    {
        ArgumentNullException.ThrowIfNull(word);
        var known = models.Words;
        var asked = WordOf(word);
        if (!known.TryGet(asked, out var vector))
            throw Unknown(known.Words, asked);
        var similarities = new float[known.Words.Count];
        for (var i = 0; i < similarities.Length; i++)
            similarities[i] = TensorPrimitives.Dot(known.Vector(i), vector);
        var nearest = Enumerable.Range(0, similarities.Length).Where(i => known.Words[i] != asked)
            .OrderByDescending(i => similarities[i]).ThenBy(i => known.Words[i], StringComparer.Ordinal).Take(top);
        return new VisualNeighbors
        {
            Word = asked,
            Neighbors = [.. nearest.Select(i => new VisualNeighbor { Word = known.Words[i], Similarity = similarities[i] })],
        };
    }

    /// <summary>A word as the packs list them.</summary>
    internal static string WordOf(string text) => text.Trim().ToLowerInvariant();

    private static UnknownWordException Unknown(IReadOnlyList<string> words, string asked)
    {
        var near = string.Join(", ", NearWords.Of(asked, words));
        var suggestion = near.Length > 0 ? $" Near to it: {near}." : "";
        return new UnknownWordException($"'{asked}' is none of the {words.Count} words that the sentence pack knows.{suggestion}");
    }
}
