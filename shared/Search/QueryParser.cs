using Indexing.Vision.Embedding;

namespace Indexing.Search;

/// <summary>
/// Reads a query: words that must all be there, <c>OR</c> between alternatives (capitals; AND may be written and changes nothing), and
/// quotation marks around words that follow each other.
/// </summary>
public static class QueryParser
{
    private const int MaxLength = 256;

    /// <summary>Most words that are matched as written; a sentence may have more.</summary>
    internal const int MaxWords = 8;

    /// <summary>Reads a query.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains, or it is too long.</exception>
    public static QueryExpression Parse(string query)
    {
        CheckLength(query);
        var alternatives = new List<List<QueryTerm>> { new() };
        foreach (var (text, isQuoted) in Split(query))
        {
            if (!isQuoted && text == "OR")
                alternatives.Add([]);
            else if ((isQuoted || text != "AND") && Words(text) is { Count: > 0 } words)
                alternatives[^1].AddRange(isQuoted ? [new QueryTerm(words)] : words.Select(static word => new QueryTerm([word])));
        }

        alternatives.RemoveAll(static terms => terms.Count == 0);
        return Check(query, new QueryExpression(alternatives));
    }

    /// <summary>Reads a query as the description of a scene; what stands in quotation marks is to be written there.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains, or it is too long.</exception>
    internal static SceneText ParseScene(string query)
    {
        CheckLength(query);
        var pieces = Split(query).ToList();
        var described = pieces.Where(static piece => !piece.IsQuoted).ToList();
        var quoted = pieces.Where(static piece => piece.IsQuoted).Select(static piece => Words(piece.Text))
            .Where(static words => words.Count > 0).Select(static words => new QueryTerm(words)).ToList();
        return new SceneText(
            string.Join(' ', described.Select(static piece => piece.Text)),
            [.. described.SelectMany(static piece => Words(piece.Text))],
            described.Exists(static piece => piece.Text == "OR"),
            quoted.Count > 0 ? Check(query, new QueryExpression([quoted])) : null);
    }

    private static void CheckLength(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Length > MaxLength)
            throw new InvalidQueryException($"The query has {query.Length} characters; at most {MaxLength} are allowed.");
    }

    private static QueryExpression Check(string query, QueryExpression expression)
    {
        if (expression.Alternatives.Count == 0)
            throw new InvalidQueryException($"The query '{query}' has no word: words are matched by their letters a-z and digits alone.");
        if (expression.Terms.Sum(static term => term.Words.Count) is > MaxWords and var count)
            throw new InvalidQueryException($"The query has {count} words; at most {MaxWords} are allowed.");
        if (expression.Terms.SelectMany(static term => term.Words).FirstOrDefault(IsTooLong) is { } word)
            throw new InvalidQueryException($"The word '{word}' has {word.Length} characters; at most {Alphabet.MaxLength} are allowed.");
        return expression;
    }

    private static bool IsTooLong(string word) => word.Length > Alphabet.MaxLength;

    private static List<string> Words(string text) => [.. Alphabet.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Pieces between white space, and what stands in quotation marks; a mark that is not closed reaches to the end.</summary>
    private static IEnumerable<(string Text, bool IsQuoted)> Split(string query)
    {
        var parts = query.Replace('“', '"').Replace('”', '"').Replace('„', '"').Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                yield return (parts[i], true);
                continue;
            }

            foreach (var word in parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                yield return (word, false);
        }
    }
}
