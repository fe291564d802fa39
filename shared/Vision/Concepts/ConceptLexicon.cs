using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Concepts;

/// <summary>
/// The concepts of a pack, the dictionary words that have them, and the vectors of both. Immutable; safe for concurrent use.
/// </summary>
/// <remarks>
/// The file has a line for each concept, <c>c TAB name|name|... TAB gloss</c>, and for each word,
/// <c>w TAB word TAB number number ...</c>: the numbers of its concepts, counted from 0 in the order of their lines.
/// </remarks>
public sealed class ConceptLexicon
{
    private readonly List<Concept> _concepts = [];
    private readonly List<(string Word, int[] Concepts)> _words = [];
    private readonly Dictionary<string, List<int>> _byName = new(StringComparer.Ordinal);
    private readonly float[] _vectors;

    /// <summary>Reads the concepts of a pack.</summary>
    /// <exception cref="ModelPackException">A file is missing or damaged.</exception>
    public ConceptLexicon(ModelPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        Description = pack.Description.Concepts;
        Dimension = pack.Description.WordEncoder.ConceptDimension;
        var plurals = new List<(string Word, int Number)>();
        foreach (var line in Encoding.UTF8.GetString(pack.Read(Description)).AsSpan().EnumerateLines())
            ReadLine(line, plurals);
        foreach (var (word, number) in plurals)
            Trie.Add(word, number);
        var halves = MemoryMarshal.Cast<byte, Half>(pack.Read(Description.Vectors));
        if (halves.Length != (_concepts.Count + 1) * Dimension)
        {
            throw new ModelPackException(
                $"'{Description.Vectors.File}' of the pack {pack.Id} holds {halves.Length} numbers, "
                + $"not {_concepts.Count + 1} vectors of {Dimension}. Use the files of one pack.");
        }

        _vectors = new float[halves.Length];
        for (var i = 0; i < halves.Length; i++)
            _vectors[i] = (float)halves[i];
    }

    /// <summary>Dimension of the vectors.</summary>
    public int Dimension { get; }

    /// <summary>All concepts; their numbers are their positions.</summary>
    public IReadOnlyList<Concept> Concepts => _concepts;

    /// <summary>The dictionary words, without their plurals.</summary>
    public IEnumerable<string> Words => _words.Select(static word => word.Word);

    internal ConceptsDescription Description { get; }

    /// <summary>The dictionary words, their plural forms included.</summary>
    internal LexiconTrie Trie { get; } = new();

    /// <summary>Unit vector of "no concept".</summary>
    internal ReadOnlySpan<float> None => Vector(_concepts.Count);

    /// <summary>Unit vector of a concept.</summary>
    public ReadOnlySpan<float> Vector(int concept) => _vectors.AsSpan(concept * Dimension, Dimension);

    /// <summary>Numbers of the concepts that a word has, special before general; none when it is in no dictionary.</summary>
    /// <param name="word">As <see cref="Alphabet.Normalize"/> returns it.</param>
    public IReadOnlyList<int> ConceptsOf(string word) => Trie.Find(word) is >= 0 and var number ? _words[number].Concepts : [];

    /// <summary>The dictionary's form of a word: of a plural the singular; <see langword="null"/> when it is in no dictionary.</summary>
    public string? FormOf(string word) => Trie.Find(word) is >= 0 and var number ? _words[number].Word : null;

    /// <summary>Numbers of the concepts that go by a name.</summary>
    /// <param name="name">As <see cref="Alphabet.Normalize"/> returns it; may hold spaces.</param>
    public IReadOnlyList<int> Named(string name) => _byName.TryGetValue(name, out var numbers) ? numbers : [];

    internal int[] ConceptsOf(int word) => _words[word].Concepts;

    private void ReadLine(ReadOnlySpan<char> line, List<(string Word, int Number)> plurals)
    {
        if (line.IsEmpty)
            return;
        var fields = line.ToString().Split('\t');
        if (fields is ["c", var names, var gloss])
            AddConcept(names.Split('|'), gloss);
        else if (fields is ["w", var word, var numbers])
            AddWord(word, [.. numbers.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))], plurals);
        else
            throw new ModelPackException($"'{Description.File}' has a line that is neither a concept nor a word: '{line}'.");
    }

    private void AddConcept(string[] names, string gloss)
    {
        foreach (var name in names.Select(Alphabet.Normalize).Distinct())
        {
            if (!_byName.TryGetValue(name, out var numbers))
                _byName.Add(name, numbers = []);
            numbers.Add(_concepts.Count);
        }

        _concepts.Add(new Concept(names, gloss));
    }

    private void AddWord(string word, int[] concepts, List<(string Word, int Number)> plurals)
    {
        Trie.Add(word, _words.Count);
        plurals.Add((PluralOf(word), _words.Count));
        _words.Add((word, concepts));
    }

    /// <summary>The regular English plural; irregular ones are words of their own in the dictionary or are missed.</summary>
    private static string PluralOf(string word) => word switch
    {
        [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => word + "es",
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => word[..^1] + "ies",
        _ => word + "s",
    };
}
