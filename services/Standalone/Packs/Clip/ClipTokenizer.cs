using System.Text.Json.Nodes;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Packs.Clip;

/// <summary>The byte pairs of an export.</summary>
/// <param name="Vocabulary">Token to number.</param>
/// <param name="Merges">Pairs, the most frequent first.</param>
/// <param name="Start">Number that begins every sentence.</param>
/// <param name="End">Number that ends every sentence.</param>
/// <param name="Pad">Number that fills up.</param>
internal sealed record ClipTokenizer(
    IReadOnlyDictionary<string, int> Vocabulary, IReadOnlyList<string> Merges, int Start, int End, int Pad)
{
    /// <summary>Length of CLIP's sentences.</summary>
    private const int DefaultLength = 77;

    private const string StartToken = "<|startoftext|>";
    private const string EndToken = "<|endoftext|>";

    /// <summary>Reads and tries it.</summary>
    /// <exception cref="PackRefusedException">It is missing, of another kind, or gives other numbers than CLIP's.</exception>
    public static ClipTokenizer Of(string folder, JsonObject? config)
    {
        RefuseSentencePiece(folder, config);
        var vocabulary = ClipJson.Read(folder, "vocab.json");
        var isPair = vocabulary is not null && File.Exists(Path.Combine(folder, "merges.txt"));
        var (numbers, merges) = isPair
            ? (Numbers(vocabulary!, "vocab.json"), Lines(PackFiles.Locate(folder, "merges.txt")))
            : Whole(ClipJson.Read(folder, "tokenizer.json") ?? throw ClipJson.Missing("tokenizer.json' (or 'vocab.json' and 'merges.txt)"));
        // Not bos_token_id and eos_token_id of config.json: old exports of CLIP say 0 and 2 there.
        if (!numbers.TryGetValue(StartToken, out var start) || !numbers.TryGetValue(EndToken, out var end))
            throw new PackRefusedException(
                $"The tokenizer has no {StartToken} and {EndToken}: it is not CLIP's, and no other can be used.");
        var tokenizer = new ClipTokenizer(numbers, merges, start, end, PadOf(folder, numbers) ?? end);
        tokenizer.Try();
        return tokenizer;
    }

    /// <summary>Reads the two files of a pack.</summary>
    /// <exception cref="PackRefusedException">They are of another form.</exception>
    public static ClipTokenizer OfPair(string vocabulary, string merges, int start, int end)
    {
        var folder = Path.GetDirectoryName(vocabulary)!;
        var numbers = ClipJson.Read(folder, Path.GetFileName(vocabulary)) ?? throw ClipJson.Missing(vocabulary);
        return new ClipTokenizer(Numbers(numbers, Path.GetFileName(vocabulary)), Lines(merges), start, end, end);
    }

    /// <summary>Positions of the text tower, where its file leaves them open.</summary>
    public static int LengthOf(string folder, JsonObject? config)
    {
        var length = ClipJson.Integer(ClipJson.Member(config?["text_config"], "max_position_embeddings"))
            ?? ClipJson.Integer(ClipJson.Read(folder, "tokenizer_config.json")?["model_max_length"]);
        return length is >= 2 and <= 1024 ? length.Value : DefaultLength;
    }

    /// <summary>Numbers of a sentence.</summary>
    public int[] Encode(string sentence)
    {
        try
        {
            return new BpeTokenizer(Vocabulary, Merges, Start, End).Encode(sentence);
        }
        catch (ModelPackException e)
        {
            throw new PackRefusedException($"The tokenizer of the export is not CLIP's: {e.Message}", e);
        }
    }

    private void Try()
    {
        var numbers = Encode(KnownSentence.Text);
        if (KnownSentence.Contradicts(numbers))
            throw new PackRefusedException(KnownSentence.Complaint(numbers));
    }

    private static void RefuseSentencePiece(string folder, JsonObject? config)
    {
        var type = ClipJson.Text(config?["model_type"]) ?? "";
        string[] files = ["spiece.model", "sentencepiece.model", "sentencepiece.bpe.model"];
        if (type.StartsWith("siglip", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(files, file => File.Exists(Path.Combine(folder, file))))
        {
            throw new PackRefusedException(
                "The export has a SentencePiece tokenizer (SigLIP has one), which is not supported: only CLIP's byte pairs are. Take a "
                + "CLIP, OpenCLIP or MobileCLIP export.");
        }
    }

    private static (Dictionary<string, int> Numbers, List<string> Merges) Whole(JsonObject json)
    {
        var model = json["model"];
        var type = ClipJson.Text(ClipJson.Member(model, "type"));
        if (type is not ("BPE" or null) || ClipJson.Text(ClipJson.Member(model, "end_of_word_suffix")) != "</w>"
            || ClipJson.Member(model, "vocab") is not JsonObject vocabulary || ClipJson.Member(model, "merges") is not JsonArray merges)
        {
            throw new PackRefusedException(
                $"'tokenizer.json' is of type {type ?? "unknown"}, not of CLIP's byte pairs with </w> at the end "
                + "of words; no other tokenizer can be used.");
        }

        var numbers = Numbers(vocabulary, "tokenizer.json");
        foreach (var token in json["added_tokens"] as JsonArray ?? [])
        {
            if (ClipJson.Text(ClipJson.Member(token, "content")) is { } content
                && ClipJson.Integer(ClipJson.Member(token, "id")) is { } id)
            {
                numbers[content] = id;
            }
        }

        // A pair is one text with a space or, in newer files, an array of two.
        return (numbers, [.. merges.Select(static pair => pair is JsonArray parts
            ? string.Join(' ', parts.Select(ClipJson.Text))
            : ClipJson.Text(pair) ?? "")]);
    }

    private static Dictionary<string, int> Numbers(JsonObject vocabulary, string file)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, number) in vocabulary)
            numbers[token] = ClipJson.Integer(number) ?? throw new PackRefusedException($"'{token}' of '{file}' has no number.");
        return numbers;
    }

    private static List<string> Lines(string path) =>
        [.. File.ReadLines(path).Select(static line => line.Trim()).Where(static line => line.Length > 0)];

    private static int? PadOf(string folder, Dictionary<string, int> numbers)
    {
        var token = ClipJson.Read(folder, "special_tokens_map.json")?["pad_token"]
            ?? ClipJson.Read(folder, "tokenizer_config.json")?["pad_token"];
        var text = ClipJson.Text(token) ?? ClipJson.Text(ClipJson.Member(token, "content"));
        return text is not null && numbers.TryGetValue(text, out var number) ? number : null;
    }
}
