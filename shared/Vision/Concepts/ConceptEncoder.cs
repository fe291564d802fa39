using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Indexing.Vision.Embedding;

namespace Indexing.Vision.Concepts;

/// <summary>
/// What a word image means, as a vector: the network's own guess from the shape of the word (LEWIS), put together with the meanings of the
/// dictionary words that its posteriors allow, each by its probability. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <code>v = unit( a d + (1 - a) ( sum_l w_l c_l + (1 - sum_l w_l) n ) ),   w_l = P(l|X) / ( sum_l P(l|X) + u P(best path|X) )</code>
/// d: the network's vector, c_l: unit sum of the vectors of the concepts of word l, n: the vector of "no concept"; a and u are the pack's.
/// </remarks>
public sealed class ConceptEncoder(ConceptLexicon lexicon)
{
    /// <summary>Dictionary words of one region that count, the most probable ones.</summary>
    private const int MostWords = 8;

    /// <summary>Cosine with "no concept" from which a word is said to mean nothing.</summary>
    private const float Meaningless = 0.9f;

    private readonly ConcurrentBag<Workspace> _workspaces = [];

    /// <summary>Dimension of the vectors.</summary>
    public int Dimension => lexicon.Dimension;

    /// <summary>Smallest cosine of a word and a question that is shown by default.</summary>
    public float Threshold => lexicon.Description.Threshold;

    /// <summary>Encodes a region.</summary>
    /// <param name="direct">The network's concept vector.</param>
    /// <param name="posteriors">Stored posteriors, T x 38 bytes.</param>
    /// <param name="vector">Receives the unit vector.</param>
    /// <returns><see langword="false"/> when the region means nothing that is known; the vector is then of no use.</returns>
    public bool TryEncode(ReadOnlySpan<float> direct, ReadOnlySpan<byte> posteriors, Span<float> vector)
    {
        var workspace = _workspaces.TryTake(out var idle) ? idle : new Workspace(lexicon);
        try
        {
            Read(posteriors, workspace, vector);
        }
        finally
        {
            _workspaces.Add(workspace);
        }

        var share = lexicon.Description.DirectWeight;
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (share * direct[i]) + ((1 - share) * vector[i]);
        return Normalize(vector) && TensorPrimitives.Dot(vector, lexicon.None) < Meaningless;
    }

    /// <summary>Encodes what a person asks for: a concept by its name or its plural, else a dictionary word by its concepts.</summary>
    /// <param name="normalized">As <see cref="Alphabet.Normalize"/> returns it.</param>
    /// <returns>A unit vector, owned by the caller; <see langword="null"/> when the lexicon knows neither.</returns>
    public float[]? EncodeQuery(string normalized)
    {
        var concepts = NamedBy(normalized);
        if (concepts.Count == 0)
            concepts = lexicon.ConceptsOf(normalized);
        if (concepts.Count == 0)
            return null;
        var vector = new float[lexicon.Dimension];
        Sum(concepts, vector);
        return Normalize(vector) ? vector : null;
    }

    /// <summary>Whether a text is the name of a concept, or the plural of one: a kind of thing rather than just a thing.</summary>
    /// <param name="normalized">As <see cref="Alphabet.Normalize"/> returns it.</param>
    public bool IsConcept(string normalized) => NamedBy(normalized).Count > 0;

    /// <summary>The concepts nearest to a vector.</summary>
    /// <param name="vector">A vector of <see cref="TryEncode"/>.</param>
    /// <param name="count">How many.</param>
    /// <returns>In descending similarity.</returns>
    public IReadOnlyList<ConceptMatch> Nearest(ReadOnlySpan<float> vector, int count)
    {
        var matches = new ConceptMatch[lexicon.Concepts.Count];
        for (var i = 0; i < matches.Length; i++)
            matches[i] = new ConceptMatch(lexicon.Concepts[i], TensorPrimitives.Dot(vector, lexicon.Vector(i)));
        return [.. matches.OrderByDescending(match => match.Similarity).Take(count)];
    }

    private IReadOnlyList<int> NamedBy(string normalized)
    {
        var concepts = lexicon.Named(normalized);
        return concepts.Count == 0 && lexicon.FormOf(normalized) is { } word ? lexicon.Named(word) : concepts;
    }

    /// <summary>The part of a vector that comes from reading.</summary>
    private void Read(ReadOnlySpan<byte> posteriors, Workspace workspace, Span<float> vector)
    {
        workspace.Decoder.Decode(posteriors, workspace.Words);
        var words = workspace.Words.Take(MostWords).ToList();
        var bestPath = BestPath(posteriors);
        var total = lexicon.Description.UnknownWeight + words.Sum(word => Math.Exp(word.LogProbability - bestPath));
        vector.Clear();
        var known = 0f;
        foreach (var (word, logProbability) in words)
        {
            var weight = (float)(Math.Exp(logProbability - bestPath) / total);
            known += weight;
            workspace.Meaning.AsSpan().Clear();
            Sum(lexicon.ConceptsOf(word), workspace.Meaning);
            if (Normalize(workspace.Meaning))
                TensorPrimitives.MultiplyAdd(workspace.Meaning, weight, vector, vector);
        }

        TensorPrimitives.MultiplyAdd(lexicon.None, 1 - known, vector, vector);
    }

    private void Sum(IReadOnlyList<int> concepts, Span<float> vector)
    {
        foreach (var concept in concepts)
            TensorPrimitives.Add(vector, lexicon.Vector(concept), vector);
    }

    private static double BestPath(ReadOnlySpan<byte> posteriors)
    {
        var steps = 0;
        for (var start = 0; start < posteriors.Length; start += Alphabet.Size)
            steps += TensorPrimitives.Min(posteriors.Slice(start, Alphabet.Size));
        return -LogPosteriors.Step * steps;
    }

    private static bool Normalize(Span<float> vector)
    {
        var length = TensorPrimitives.Norm(vector);
        if (length < 1e-6f)
            return false;
        TensorPrimitives.Divide(vector, length, vector);
        return true;
    }

    private sealed class Workspace(ConceptLexicon lexicon)
    {
        public LexiconDecoder Decoder { get; } = new(lexicon.Trie);

        public List<(int Word, double LogProbability)> Words { get; } = [];

        public float[] Meaning { get; } = new float[lexicon.Dimension];
    }
}
