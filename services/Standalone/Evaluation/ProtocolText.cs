namespace Indexing.Standalone.Evaluation;

/// <summary>Texts as the protocol compares them: lower-case, everything but 0-9a-z dropped (science.md, section 2).</summary>
internal static class ProtocolText
{
    /// <summary>Normalises a label, a query or a reading; may leave nothing.</summary>
    public static string Normalize(string text) => new([.. Kept(text)]);

    private static IEnumerable<char> Kept(string text)
    {
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            if (char.IsAsciiLetterLower(lower) || char.IsAsciiDigit(lower))
                yield return lower;
        }
    }
}
