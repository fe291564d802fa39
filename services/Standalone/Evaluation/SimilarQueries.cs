namespace Indexing.Standalone.Evaluation;

/// <summary>Queries that are one or two edits away from a word of the set, and no word of the set themselves.</summary>
internal static class SimilarQueries
{
    private const int ShortestWord = 4;
    private const string Letters = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>
    /// One query for each distinct word of four and more characters, by turns with one and with two edits; the same in every run.
    /// </summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> words)
    {
        var known = words.Select(ProtocolText.Normalize).ToHashSet(StringComparer.Ordinal);
        var queries = new List<string>();
        foreach (var (index, word) in known.Where(word => word.Length >= ShortestWord).Order(StringComparer.Ordinal).Index())
        {
            var random = new Random(index);
            string query;
            do
            {
                query = Edited(word, random);
                if (index % 2 == 1)
                    query = Edited(query, random);
            }
            while (known.Contains(query));
            queries.Add(query);
        }

        return queries;
    }

    /// <summary>Inserts, deletes or replaces one character, each as likely.</summary>
    private static string Edited(string word, Random random)
    {
        var place = random.Next(word.Length);
        var letter = Letters[random.Next(Letters.Length)].ToString();
        return random.Next(3) switch
        {
            0 => word.Insert(place, letter),
            1 => word.Remove(place, 1),
            _ => word.Remove(place, 1).Insert(place, letter),
        };
    }
}
