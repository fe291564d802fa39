using System.Text;
using System.Text.Json.Nodes;

namespace Indexing.Standalone.Packs.Clip;

/// <summary>Brings the files of an export into a pack, and describes each.</summary>
/// <param name="networks">Folder of the networks.</param>
/// <param name="target">Folder of the pack.</param>
internal sealed class ClipFiles(string networks, string target)
{
    /// <summary>What transformers.js appends to the names of networks in other numbers.</summary>
    private static readonly (string Precision, string Suffix)[] Variants = [("fp16", "_fp16"), ("int8", "_quantized"), ("int8", "_int8")];

    /// <summary>Copies a network and its variants.</summary>
    /// <param name="name">Its file without the extension.</param>
    /// <param name="members">What else is to be said of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<JsonObject> NetworkAsync(
        string name, IEnumerable<KeyValuePair<string, JsonNode?>> members, CancellationToken cancellationToken)
    {
        var network = await CopyAsync(PackFiles.Locate(networks, $"{name}.onnx"), $"{name}.onnx", cancellationToken);
        var variants = new JsonArray();
        foreach (var (precision, suffix) in Variants)
        {
            var file = $"{name}{suffix}.onnx";
            if (!File.Exists(Path.Combine(networks, file)) || variants.Any(variant => (string?)variant!["precision"] == precision))
                continue;
            var variant = await CopyAsync(PackFiles.Locate(networks, file), file, cancellationToken);
            variant.Insert(0, "precision", precision);
            variants.Add((JsonNode)variant);
        }

        // 32-bit floats stay the choice for every device: which variant is as good is not known before it is measured.
        if (variants.Count > 0)
            network["variants"] = variants;
        foreach (var (member, value) in members)
            network[member] = value;
        return network;
    }

    /// <summary>Writes the vocabulary and the merges as two files, in whichever form they came.</summary>
    public async Task<JsonObject> TokenizerAsync(ClipTokenizer tokenizer, CancellationToken cancellationToken) => new()
    {
        ["kind"] = "bpe",
        ["vocabulary"] = await WriteAsync(
            "vocab.json",
            ClipJson.Write(new JsonObject(
                tokenizer.Vocabulary.Select(static token => new KeyValuePair<string, JsonNode?>(token.Key, token.Value)))),
            cancellationToken),
        ["merges"] = await WriteAsync("merges.txt", string.Concat(tokenizer.Merges.Select(static pair => pair + "\n")), cancellationToken),
        ["start"] = tokenizer.Start,
        ["end"] = tokenizer.End,
        ["pad"] = tokenizer.Pad,
        ["lowercase"] = true,
    };

    /// <summary>Takes up a list of words, whose vectors the text tower makes.</summary>
    /// <param name="words">Path of the list, a word a line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<JsonObject> WordsAsync(string words, CancellationToken cancellationToken) => new()
    {
        ["words"] = await CopyAsync(words, "words.txt", cancellationToken),
        ["prompt"] = "a photo of {}",
    };

    private async Task<JsonObject> CopyAsync(string source, string file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(target, file);
        File.Copy(source, path);
        return await DescribeAsync(path, file, cancellationToken);
    }

    private async Task<JsonObject> WriteAsync(string file, string content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(target, file);
        await File.WriteAllTextAsync(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        return await DescribeAsync(path, file, cancellationToken);
    }

    private static async Task<JsonObject> DescribeAsync(string path, string file, CancellationToken cancellationToken) => new()
    {
        ["file"] = file,
        ["sha256"] = await PackFiles.Sha256Async(path, cancellationToken),
    };
}
