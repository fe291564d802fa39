using Indexing.Search;
using Indexing.Vision.Concepts;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Questions as people ask them, made from the marked words of a set: words, words typed wrong, pieces, concepts, several words, and
/// what is nowhere. The same in every run.
/// </summary>
internal sealed class MixedQueries
{
    private const int PerKind = 100;
    private const int ShortestWord = 3;
    private const int ShortestTypo = 5;
    private const int ShortestWhole = 6;
    private const int MostPicturesOfConcept = 30;

    /// <summary>Nothing that is written is spelt more like a query for nothing than this.</summary>
    private const double Foreign = 0.5;

    private readonly ConceptLexicon _lexicon;
    private readonly Dictionary<string, string[]> _images;
    private readonly EvaluationSet _set;
    private readonly Random _random = new(1);

    private MixedQueries(EvaluationSet set, ConceptLexicon lexicon)
    {
        (_set, _lexicon) = (set, lexicon);
        _images = set.Images.SelectMany(static image => image.Texts().Distinct().Select(text => (Text: text, image.Image)))
            .GroupBy(static pair => pair.Text, static pair => pair.Image)
            .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The questions of a set, at most 100 of each kind.</summary>
    public static IReadOnlyList<MixedQuery> Of(EvaluationSet set, ConceptLexicon lexicon)
    {
        var queries = new MixedQueries(set, lexicon);
        return
        [
            .. queries.Sample(queries.Words()), .. queries.Sample(queries.Typos()), .. queries.Sample(queries.Parts()),
            .. queries.Sample(queries.Concepts()), .. queries.Sample(queries.Several()), .. queries.Sample(queries.Nothing()),
        ];
    }

    private IEnumerable<MixedQuery> Words() => Texts(ShortestWord).Select(text => new MixedQuery(MixedKind.Word, text, _images[text]));

    private IEnumerable<MixedQuery> Typos()
    {
        foreach (var text in Texts(ShortestTypo))
        {
            var typed = Mistyped(text);
            if (!_images.ContainsKey(typed))
                yield return new MixedQuery(MixedKind.Typo, typed, _images[text]);
        }
    }

    private IEnumerable<MixedQuery> Parts()
    {
        foreach (var text in Texts(ShortestWhole))
        {
            var length = 4 + _random.Next(2);
            var piece = text.Substring(_random.Next(text.Length - length + 1), length);
            if (!_images.ContainsKey(piece))
                yield return new MixedQuery(MixedKind.Part, piece, ImagesWhere(word => word.Contains(piece, StringComparison.Ordinal)));
        }
    }

    private IEnumerable<MixedQuery> Concepts()
    {
        var byConcept = _images.Keys.SelectMany(text => _lexicon.ConceptsOf(text).Select(concept => (Concept: concept, Text: text)))
            .ToLookup(static pair => pair.Concept, static pair => pair.Text);
        foreach (var concept in byConcept.OrderBy(static concept => concept.Key))
        {
            var name = ProtocolText.Normalize(_lexicon.Concepts[concept.Key].Names[0]);
            var named = _lexicon.Named(name).ToHashSet();
            var relevant = ImagesWhere(word => word == name || _lexicon.ConceptsOf(word).Any(named.Contains));
            if (named.Contains(concept.Key) && relevant.Count <= MostPicturesOfConcept && !_images.ContainsKey(name))
                yield return new MixedQuery(MixedKind.Concept, name, relevant);
        }
    }

    private IEnumerable<MixedQuery> Several()
    {
        foreach (var image in _set.Images)
        {
            var words = image.Texts().Distinct().Where(static text => text.Length >= ShortestWord).ToArray();
            if (words.Length < 2)
                continue;
            _random.Shuffle(words);
            var both = _images[words[0]].Intersect(_images[words[1]], StringComparer.Ordinal).ToArray();
            yield return new MixedQuery(MixedKind.Several, $"{words[0]} {words[1]}", both);
        }
    }

    /// <summary>By turns letters in an order that no word has, and nouns that share no concept with any word.</summary>
    private IEnumerable<MixedQuery> Nothing()
    {
        var nouns = _lexicon.Words.Where(static word => word.Length is >= ShortestWhole and <= 12).Order(StringComparer.Ordinal).ToArray();
        var written = _images.Keys.SelectMany(_lexicon.ConceptsOf).ToHashSet();
        _random.Shuffle(nouns);
        foreach (var (index, noun) in nouns.Index())
        {
            var query = index % 2 == 0 ? Shuffled(noun) : noun;
            var isForeign = index % 2 == 0 ? _lexicon.ConceptsOf(query).Count == 0 : !_lexicon.ConceptsOf(noun).Any(written.Contains);
            if (isForeign && _images.Keys.All(word => EditSimilarity.Compute(query, word) < Foreign))
                yield return new MixedQuery(MixedKind.Nothing, query, []);
        }
    }

    private IEnumerable<string> Texts(int shortest) => _images.Keys.Where(text => text.Length >= shortest).Order(StringComparer.Ordinal);

    private List<string> ImagesWhere(Func<string, bool> predicate) =>
        [.. _images.Where(pair => predicate(pair.Key)).SelectMany(static pair => pair.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Two neighbours swapped, a letter left out, doubled or replaced by one next to it on the keyboard's row of the alphabet.
    /// </summary>
    private string Mistyped(string text)
    {
        var at = 1 + _random.Next(text.Length - 2);
        return _random.Next(4) switch
        {
            0 => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
            1 => text.Remove(at, 1),
            2 => text.Insert(at, text[at].ToString()),
            _ => text[..at] + (char)('a' + _random.Next(26)) + text[(at + 1)..],
        };
    }

    private string Shuffled(string word)
    {
        var letters = word.ToCharArray();
        _random.Shuffle(letters);
        return new string(letters);
    }

    private IEnumerable<MixedQuery> Sample(IEnumerable<MixedQuery> queries)
    {
        var all = queries.Take(10 * PerKind).DistinctBy(static query => query.Query).ToArray();
        _random.Shuffle(all);
        return all.Take(PerKind);
    }
}
