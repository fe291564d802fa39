using System.Runtime.InteropServices;

namespace Indexing.Vision.Embedding;

/// <summary>
/// The beginnings of texts that a CTC prefix search (Graves 2012, section 7.5) carries from frame to frame, as nodes of a tree of letters
/// whose root is 0. Not safe for concurrent use; nothing is allocated per region once the lists have grown.
/// </summary>
/// <param name="width">Beginnings that go on from frame to frame.</param>
internal sealed class PrefixBeam(int width)
{
    private readonly List<int> _place = [];
    private List<Prefix> _current = [];
    private List<Prefix> _next = [];

    /// <summary>The beginnings after the last frame, their probabilities adding up to 1.</summary>
    public ReadOnlySpan<Prefix> Current => CollectionsMarshal.AsSpan(_current);

    /// <summary>Starts with the empty text.</summary>
    public void Begin()
    {
        _current.Clear();
        _current.Add(new Prefix(0) { Blank = 1 });
    }

    /// <summary>The entry of a node among the beginnings of the next frame, made when it is new.</summary>
    public ref Prefix Next(int node)
    {
        while (_place.Count <= node)
            _place.Add(0);
        if (_place[node] == 0)
        {
            _next.Add(new Prefix(node));
            _place[node] = _next.Count;
        }

        return ref CollectionsMarshal.AsSpan(_next)[_place[node] - 1];
    }

    /// <summary>Ends a frame: the most probable beginnings go on, rescaled.</summary>
    /// <returns>The natural logarithm of the scale.</returns>
    public double Close()
    {
        foreach (var prefix in _next)
            _place[prefix.Node] = 0;
        (_current, _next) = (_next, _current);
        _next.Clear();
        _current.Sort(static (a, b) => b.Total.CompareTo(a.Total));
        if (_current.Count > width)
            _current.RemoveRange(width, _current.Count - width);
        return Rescale();
    }

    private double Rescale()
    {
        double sum = 0;
        foreach (var prefix in _current)
            sum += prefix.Total;
        if (sum <= 0)
            return 0;
        foreach (ref var prefix in CollectionsMarshal.AsSpan(_current))
            (prefix.Blank, prefix.Letter) = (prefix.Blank / sum, prefix.Letter / sum);
        return Math.Log(sum);
    }

    /// <summary>A beginning of texts; its paths end with a blank or with its last letter.</summary>
    internal struct Prefix(int node)
    {
        public readonly int Node = node;
        public double Blank;
        public double Letter;

        public readonly double Total => Blank + Letter;
    }
}
