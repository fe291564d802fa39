using System.Numerics.Tensors;
using Indexing.Standalone.Packs.Clip;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Logging.Abstractions;

namespace Indexing.Standalone.Packs;

/// <summary>
/// Runs both towers of a sentence pack in every precision: vectors have the dimension that <c>pack.json</c> says and unit length, and
/// differ between pictures and between sentences; CLIP's own vocabulary gives CLIP's numbers.
/// </summary>
internal static class SentencePackCheck
{
    /// <summary>8-bit networks leave about 0.001 of those that scale their vectors themselves.</summary>
    private const float UnitTolerance = 0.01f;

    /// <summary>Two vectors nearer than this came of a network that does not look at its input.</summary>
    private const float Same = 0.99999f;

    /// <summary>Runs it.</summary>
    public static async Task<PackReport> RunAsync(string directory, PackName name, CancellationToken cancellationToken)
    {
        var pack = SentencePack.Open(directory);
        var precisions = pack.Description.Image.Precisions.Union(pack.Description.Text.Precisions).Select(Name).ToList();
        TryTokenizer(directory, pack.Description.Tokenizer);
        var (picture, sentence) = (0.0, 0.0);
        // 32-bit floats last: their times are told.
        foreach (var precision in Enumerable.Reverse(precisions))
            (picture, sentence) = await RunAsync(pack, directory, precision, cancellationToken);
        return new PackReport
        {
            Name = name,
            Kind = PackKind.Sentences,
            Licence = pack.Description.Licence,
            Dimension = pack.Description.Dimension,
            PictureMilliseconds = picture,
            TextMilliseconds = sentence,
            Precisions = precisions,
        };
    }

    private static async Task<(double Picture, double Sentence)> RunAsync(
        SentencePack pack, string directory, string precision, CancellationToken cancellationToken)
    {
        var options = new InferenceOptions { SentencePack = directory, Device = "cpu", Precision = precision };
        using var scenes = new SceneEncoder(pack, new InferenceDevice(options, NullLogger<InferenceDevice>.Instance));
        using var first = CheckPicture.Create(0);
        using var second = CheckPicture.Create(5);
        Compare(
            "pictures", pack.Description.Dimension, precision, await scenes.EncodeAsync(first, cancellationToken),
            await scenes.EncodeAsync(second, cancellationToken));
        using var sentences = new SentenceEncoder(pack, options);
        var texts = TextsOf(pack.Description.Tokenizer, directory);
        Compare("sentences", pack.Description.Dimension, precision, [.. texts.Select(sentences.Encode)]);
        return (
            await MedianTime.OfAsync(() => scenes.EncodeAsync(first, cancellationToken), cancellationToken),
            await MedianTime.OfAsync(
                () =>
                {
                    sentences.Encode(texts[0]);
                    return Task.CompletedTask;
                },
                cancellationToken));
    }

    private static void Compare(string what, int dimension, string precision, params float[][] vectors)
    {
        foreach (var vector in vectors)
        {
            var length = TensorPrimitives.Norm(vector);
            if (vector.Length != dimension || !(Math.Abs(length - 1) < UnitTolerance))
            {
                throw new PackRefusedException(FormattableString.Invariant(
                    $"Vectors of {what} in {precision} have {vector.Length} numbers and the length {length:0.####}; pack.json says ")
                    + $"{dimension} numbers, and the length must be 1.");
            }
        }

        if (vectors.Length == 2 && TensorPrimitives.Dot(vectors[0], vectors[1]) > Same)
        {
            throw new PackRefusedException(
                $"Two different {what} have the same vector in {precision}: the network does not look at them, or its input or output in "
                + "pack.json is another one's.");
        }
    }

    private static void TryTokenizer(string directory, TokenizerDescription tokenizer)
    {
        if (tokenizer is not { Kind: "bpe", Vocabulary: { } vocabulary, Merges: { } merges, Start: { } start, End: { } end })
            return;
        var numbers = ClipTokenizer.OfPair(
            PackFiles.Locate(directory, vocabulary.File), PackFiles.Locate(directory, merges.File), start, end)
            .Encode(KnownSentence.Text);
        if (KnownSentence.Contradicts(numbers))
            throw new PackRefusedException(KnownSentence.Complaint(numbers));
    }

    /// <summary>Sentences that the tower knows: of a list of words, the first and the last.</summary>
    private static string[] TextsOf(TokenizerDescription tokenizer, string directory)
    {
        if (tokenizer is not { Kind: "words", Words: { } words })
            return [KnownSentence.Text, "two dogs run on the beach"];
        var list = File.ReadLines(PackFiles.Locate(directory, words.File)).Select(static line => line.Trim())
            .Where(static line => line.Length > 0).ToList();
        return list.Count > 0
            ? [list[0], .. list.Skip(1).TakeLast(1)]
            : throw new PackRefusedException($"'{words.File}' of the pack has no words.");
    }

    private static string Name(Precision precision) => precision.ToString().ToLowerInvariant();
}
