namespace Indexing.Benchmarks.Load;

/// <summary>What is asked, made from the readings of the photographs; the same in every run.</summary>
/// <param name="Exact">Words that are written somewhere.</param>
/// <param name="Auto">
/// Of ten: four words, two words typed wrong, two pieces of words, one name of a concept, one that is nowhere; each kind in turn.
/// </param>
internal sealed record LoadQuestions(IReadOnlyList<string> Exact, IReadOnlyList<string> Auto)
{
    private const int Shortest = 4;

    private static readonly string[] Concepts =
        ["vehicle", "food", "beverage", "building", "animal", "person", "clothing", "furniture", "plant", "tool", "time period", "color"];

    public static LoadQuestions Read(string source)
    {
        var random = new Random(7);
        const string Readings = "select distinct reading from words where length(reading) >= 4 order by 1";
        var words = SourceIndex.Read(source, Readings, static row => row.GetString(0))
            .Where(static word => !word.Contains(' ')).ToArray();
        random.Shuffle(words);
        var auto = words.Select((word, index) => (index % 10) switch
        {
            0 or 1 or 2 or 3 => word,
            4 or 5 => word.Remove(random.Next(word.Length), 1) + (char)('a' + random.Next(26)),
            6 or 7 => word.Length > Shortest ? word[1..Shortest] : word,
            8 => Concepts[index / 10 % Concepts.Length],
            _ => new string([.. word.Reverse(), 'q', 'x']),
        });
        return new LoadQuestions(words, [.. auto]);
    }
}
