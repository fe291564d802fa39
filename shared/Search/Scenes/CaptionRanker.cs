using System.Numerics.Tensors;
using Indexing.Contracts;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Scenes;

/// <summary>Ranks sentences by how well they describe a picture. Safe for concurrent use.</summary>
public sealed class CaptionRanker(SentenceModels models)
{
    /// <summary>Most sentences of a question.</summary>
    public const int MostCaptions = 1000;

    private const int LongestCaption = 1024;

    /// <summary>Ranks the sentences of a question.</summary>
    /// <param name="scene">Scene vector of unit length.</param>
    /// <param name="captions">1..1000 sentences of 1..1024 characters.</param>
    /// <param name="top">How many are wanted at most, 1..1000.</param>
    /// <param name="cancellationToken">Ends the ranking, which takes as long as encoding the sentences.</param>
    /// <exception cref="SentencePackMissingException">There is no sentence pack.</exception>
    /// <exception cref="InvalidQueryException">Too many sentences, or one that is empty or too long.</exception>
    public RankedCaptions Rank(
        ReadOnlyMemory<float> scene, IReadOnlyList<string> captions, int top, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(captions);
        if (captions.Count is 0 or > MostCaptions
            || captions.Any(static caption => caption is not { Length: <= LongestCaption } || string.IsNullOrWhiteSpace(caption)))
        {
            throw new InvalidQueryException($"captions: 1..{MostCaptions} sentences of 1..{LongestCaption} characters.");
        }

        return Rank(captions.Select(static caption => (caption, (string?)null)), scene, top, cancellationToken);
    }

    /// <summary>Ranks sentences that pictures of the index were announced with.</summary>
    /// <param name="scene">Scene vector of unit length.</param>
    /// <param name="captions">The sentences; none is no error.</param>
    /// <param name="top">How many are wanted at most, 1..1000.</param>
    /// <param name="cancellationToken">Ends the ranking, which takes as long as encoding the sentences.</param>
    /// <exception cref="SentencePackMissingException">There is no sentence pack.</exception>
    /// <exception cref="InvalidQueryException"><paramref name="top"/> is out of range.</exception>
    public RankedCaptions Rank(
        ReadOnlyMemory<float> scene, IReadOnlyList<KnownCaption> captions, int top, CancellationToken cancellationToken) =>
        Rank(captions.Select(static known => (known.Caption, (string?)known.ImageId)), scene, top, cancellationToken);

    private RankedCaptions Rank(
        IEnumerable<(string Caption, string? ImageId)> captions, ReadOnlyMemory<float> scene, int top, CancellationToken cancellationToken)
    {
        if (top is < 1 or > MostCaptions)
            throw new InvalidQueryException($"top is {top}; allowed are 1..{MostCaptions}.");
        var ranked = new List<RankedCaption>();
        foreach (var (caption, imageId) in captions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ranked.Add(Describe(caption, imageId, scene.Span));
        }

        return new RankedCaptions { Captions = [.. ranked.OrderByDescending(static caption => caption.Similarity ?? -1).Take(top)] };
    }

    private RankedCaption Describe(string caption, string? imageId, ReadOnlySpan<float> scene)
    {
        double? similarity = null;
        try
        {
            similarity = TensorPrimitives.Dot<float>(models.Sentences.Encode(caption), scene);
        }
        catch (EmptySentenceException)
        {
            // A sentence of a language that the pack does not read comes last; the others are ranked all the same.
        }

        return new RankedCaption
        {
            Caption = caption,
            Score = similarity is { } cosine ? models.Calibration.Of(cosine) : 0,
            Similarity = similarity,
            ImageId = imageId,
        };
    }
}
