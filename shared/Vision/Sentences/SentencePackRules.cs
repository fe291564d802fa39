using System.Globalization;

namespace Indexing.Vision.Sentences;

/// <summary>What a sentence pack's description must keep to, beside what its types say.</summary>
internal static class SentencePackRules
{
    private const int MinSide = 16;
    private const int MaxSide = 1024;

    /// <summary>Every broken rule, as a sentence.</summary>
    public static List<string> Mistakes(SentencePackDescription pack) =>
        [.. OfPack(pack), .. OfImage(pack.Image), .. OfText(pack.Text), .. OfTokenizer(pack.Tokenizer), .. OfWordVectors(pack.WordVectors)];

    private static IEnumerable<string> OfPack(SentencePackDescription pack)
    {
        if (pack.Name.Length == 0 || pack.Version.Length == 0)
            yield return "name and version must not be empty";
        if (pack.Dimension is < 2 or > 4096)
            yield return $"dimension is {pack.Dimension}; it must be between 2 and 4096";
        if (!IsPositive(pack.LogitScale))
            yield return $"logitScale is {Text(pack.LogitScale)}; it must be above 0";
        if (pack.LogitBias is { } bias && !double.IsFinite(bias))
            yield return "logitBias must be a number";
        if (!IsPositive(pack.Calibration.Slope))
            yield return $"calibration.slope is {Text(pack.Calibration.Slope)}; it must be above 0";
        if (!double.IsFinite(pack.Calibration.Intercept))
            yield return "calibration.intercept must be a number";
        if (pack.Calibration.Threshold is not (>= 0 and <= 1))
            yield return $"calibration.threshold is {Text(pack.Calibration.Threshold)}; it must be between 0 and 1";
    }

    private static IEnumerable<string> OfImage(ImageTowerDescription image)
    {
        if (image.Mistake() is { } variants)
            yield return variants;
        if (image.Size is null == (image.Width is null || image.Height is null) || (image.Size is not null && image.Width is not null))
            yield return "image needs either size, or width and height";
        else if (image.InputWidth is < MinSide or > MaxSide || image.InputHeight is < MinSide or > MaxSide)
            yield return $"image is {image.InputWidth} x {image.InputHeight} pixels; each side must be between {MinSide} and {MaxSide}";
        if (image.Resize is not ("squash" or "crop"))
            yield return $"image.resize is '{image.Resize}'; it must be squash or crop";
        else if (image.Resize == "crop" && image.InputWidth != image.InputHeight)
            yield return "image.resize is 'crop', which needs a square; use size";
        if (image.Interpolation is not ("area" or "bicubic" or "bilinear"))
            yield return $"image.interpolation is '{image.Interpolation}'; it must be area, bicubic or bilinear";
        if (image.Mean.Count != 3 || !image.Mean.All(float.IsFinite))
            yield return "image.mean must be three numbers, for red, green and blue";
        if (image.Std.Count != 3 || !image.Std.All(static value => IsPositive(value)))
            yield return $"image.std is [{string.Join(", ", image.Std.Select(static x => Text(x)))}]; it must be three numbers above 0";
        if (image.Map is { } map && new[] { map.Vectors, map.Boxes, map.Objectness, image.Output }.OfType<string>() is var names
            && names.Distinct().Count() < names.Count())
        {
            yield return "image.output and the outputs of image.map must be different ones";
        }
    }

    private static IEnumerable<string> OfText(TextTowerDescription text)
    {
        if (text.Mistake() is { } variants)
            yield return variants;
        if (text.Length is < 2 or > 1024)
            yield return $"text.length is {text.Length}; it must be between 2 and 1024";
        if (text.ElementType is not ("int64" or "int32"))
            yield return $"text.elementType is '{text.ElementType}'; it must be int64 or int32";
        if (text.AttentionMask == text.Input)
            yield return "text.attentionMask must be another input than text.input";
    }

    private static IEnumerable<string> OfTokenizer(TokenizerDescription tokenizer)
    {
        if (tokenizer.Kind is not ("words" or "bpe"))
            yield return $"tokenizer.kind is '{tokenizer.Kind}'; it must be words or bpe";
        if (tokenizer is { Kind: "words", Words: null })
            yield return "tokenizer.words is missing; it names the file of the words";
        if (tokenizer.Kind == "bpe" && (tokenizer.Vocabulary is null || tokenizer.Merges is null))
            yield return "tokenizer.vocabulary and tokenizer.merges are needed; they name CLIP's vocab.json and merges.txt";
        if (tokenizer.Start < 0 || tokenizer.End < 0 || tokenizer.Pad < 0)
            yield return "tokenizer.start, tokenizer.end and tokenizer.pad must not be negative";
    }

    private static IEnumerable<string> OfWordVectors(WordVectorsDescription? words)
    {
        if (words is { Vectors: null } && words.Prompt?.Contains("{}", StringComparison.Ordinal) != true)
            yield return "wordVectors needs either vectors, or a prompt with {} in the word's place";
    }

    private static bool IsPositive(double value) => double.IsFinite(value) && value > 0;

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
