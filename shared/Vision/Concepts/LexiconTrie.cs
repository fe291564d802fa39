using Indexing.Vision.Embedding;

namespace Indexing.Vision.Concepts;

/// <summary>
/// The words of a lexicon as a tree of letters, in arrays: node 0 is the root. Immutable once built; then safe for concurrent use.
/// </summary>
internal sealed class LexiconTrie
{
    private readonly List<int> _firstChild = [0];
    private readonly List<int> _nextSibling = [0];
    private readonly List<byte> _class = [Alphabet.Blank];
    private readonly List<int> _word = [-1];

    /// <summary>Number of nodes.</summary>
    public int Count => _class.Count;

    /// <summary>Adds a word; one that is there keeps its number.</summary>
    /// <param name="text">As <see cref="Alphabet.Normalize"/> returns it.</param>
    /// <param name="number">What <see cref="WordAt"/> will say.</param>
    public void Add(string text, int number)
    {
        var node = 0;
        foreach (var character in text)
            node = Child(node, (byte)Alphabet.ClassOf(character));
        if (_word[node] < 0)
            _word[node] = number;
    }

    /// <summary>Number of a word; -1 when it is not in the lexicon.</summary>
    public int Find(string text)
    {
        var node = 0;
        foreach (var character in text)
        {
            var value = Alphabet.ClassOf(character);
            for (node = _firstChild[node]; node != 0 && _class[node] != value;)
                node = _nextSibling[node];
            if (node == 0)
                return -1;
        }

        return _word[node];
    }

    /// <summary>The first continuation of a node; 0: none.</summary>
    public int FirstChild(int node) => _firstChild[node];

    /// <summary>The next continuation of the same parent; 0: none.</summary>
    public int NextSibling(int node) => _nextSibling[node];

    /// <summary>Letter that leads to a node, as its class of <see cref="Alphabet"/>.</summary>
    public byte ClassOf(int node) => _class[node];

    /// <summary>Number of the word that ends at a node; -1: none.</summary>
    public int WordAt(int node) => _word[node];

    private int Child(int node, byte value)
    {
        for (var child = _firstChild[node]; child != 0; child = _nextSibling[child])
            if (_class[child] == value)
                return child;
        _class.Add(value);
        _word.Add(-1);
        _firstChild.Add(0);
        _nextSibling.Add(_firstChild[node]);
        return _firstChild[node] = _class.Count - 1;
    }
}
