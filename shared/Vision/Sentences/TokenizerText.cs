using System.Buffers;
using System.Text;

namespace Indexing.Vision.Sentences;

/// <summary>What tokenizers do with characters.</summary>
internal static class TokenizerText
{
    /// <summary>What words of a <see cref="WordTokenizer"/> are made of.</summary>
    public static readonly SearchValues<char> WordCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// Lower case as Python has it, which the networks were trained with: it takes the Turkish capital I apart, .NET keeps it.
    /// </summary>
    public static string Lower(string text) => text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The lines of a list; the end of the last line begins no further one.</summary>
    public static List<string> Lines(byte[] utf8)
    {
        var lines = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(utf8).AsSpan().EnumerateLines())
            lines.Add(line.ToString());
        if (lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }
}
