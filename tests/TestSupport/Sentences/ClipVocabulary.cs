using System.IO.Compression;
using System.Text;

namespace Indexing.TestSupport.Sentences;

/// <summary>The vocabulary of CLIP's tokenizer (see Assets/README.md).</summary>
public static class ClipVocabulary
{
    /// <summary>Number of <c>&lt;|startoftext|&gt;</c>.</summary>
    public const int Start = 49406;

    /// <summary>Number of <c>&lt;|endoftext|&gt;</c>.</summary>
    public const int End = 49407;

    /// <summary>The lines of <c>merges.txt</c>, the version line first.</summary>
    public static IReadOnlyList<string> Merges()
    {
        using var resource = typeof(ClipVocabulary).Assembly.GetManifestResourceStream("clip_merges.txt.gz")!;
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd('\n').Split('\n');
    }

    /// <summary>
    /// The content of <c>vocab.json</c>: the bytes in the order of bytes_to_unicode, the same at the end of words, the pairs.
    /// </summary>
    public static Dictionary<string, int> Numbers(IReadOnlyList<string> merges)
    {
        var printed = Enumerable.Range(0, 256).Where(static value => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE);
        var others = Enumerable.Range(256, 256 - printed.Count());
        var bytes = printed.Concat(others).Select(static character => ((char)character).ToString()).ToList();
        return bytes.Concat(bytes.Select(static name => name + "</w>"))
            .Concat(merges.Skip(1).Select(static pair => pair.Replace(" ", "", StringComparison.Ordinal)))
            .Append("<|startoftext|>").Append("<|endoftext|>")
            .Select(static (token, number) => (token, number)).ToDictionary(entry => entry.token, entry => entry.number);
    }
}
