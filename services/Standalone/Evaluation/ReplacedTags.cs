namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Weak tags with a known truth: half of each picture's words (rounded down, at random) gives way to words of other pictures that its own
/// captions do not name. Words are drawn as often as pictures have them, so that a tag's frequency tells nothing.
/// </summary>
internal static class ReplacedTags
{
    /// <summary>One seed for every run, so that runs can be compared.</summary>
    private const int Seed = 7;

    /// <summary>Draws for each replaced word; a set of pictures that all have the same words offers none.</summary>
    private const int MostDraws = 1000;

    /// <summary>The tags of each picture and whether they are true, in the order of the pictures.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Tag, bool IsTrue)>> Of(IReadOnlyList<IReadOnlyList<string>> words)
    {
        var random = new Random(Seed);
        var all = words.SelectMany(static own => own).ToArray();
        return [.. words.Select(own => Replace(own, all, random))];
    }

    private static List<(string Tag, bool IsTrue)> Replace(IReadOnlyList<string> own, string[] all, Random random)
    {
        var shuffled = own.ToArray();
        random.Shuffle(shuffled);
        var replaced = own.Count / 2;
        var others = new List<(string, bool)>();
        for (var draw = 0; draw < MostDraws && others.Count < replaced; draw++)
        {
            var other = (all[random.Next(all.Length)], false);
            if (!own.Contains(other.Item1) && !others.Contains(other))
                others.Add(other);
        }

        return [.. shuffled.Skip(replaced).Select(static word => (word, true)), .. others];
    }
}
