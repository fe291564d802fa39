namespace Indexing.Vision.Embedding;

/// <summary>
/// The most probable readings of stored posteriors, "no text" among them: the CTC prefix search (Graves 2012, section 7.5) without a
/// dictionary. One instance per thread.
/// </summary>
public sealed class ReadingDecoder
{
    /// <summary>Most readings that are found.</summary>
    public const int MostReadings = 8;

    /// <summary>Letters less probable than this at a frame (in steps of 0.1 nats) do not open a new branch.</summary>
    private const int LeastProbable = 60;

    private readonly PrefixBeam _beam = new(MostReadings);
    private readonly Dictionary<(int Parent, byte Letter), int> _children = [];
    private readonly List<(int Parent, byte Letter)> _nodes = [];

    /// <summary>Reads a region.</summary>
    /// <param name="posteriors">Stored posteriors, T x 38 bytes.</param>
    /// <param name="readings">Receives the readings, most probable first; their probabilities add up to 1.</param>
    /// <exception cref="ArgumentException">The bytes are no posteriors.</exception>
    public void Decode(ReadOnlySpan<byte> posteriors, List<Reading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        readings.Clear();
        _children.Clear();
        _nodes.Clear();
        _nodes.Add((0, Alphabet.Blank));
        _beam.Begin();
        var frames = LogPosteriors.FrameCount(posteriors);
        for (var t = 0; t < frames; t++)
            Advance(posteriors.Slice(t * Alphabet.Size, Alphabet.Size));
        foreach (var prefix in _beam.Current)
            Add(readings, new Reading(TextOf(prefix.Node), prefix.Total));
        readings.Sort(static (a, b) => b.Probability.CompareTo(a.Probability));
    }

    /// <summary>Texts that differ in spaces around them are one.</summary>
    private static void Add(List<Reading> readings, Reading reading)
    {
        for (var i = 0; i < readings.Count; i++)
        {
            if (readings[i].Text != reading.Text)
                continue;
            readings[i] = readings[i] with { Probability = readings[i].Probability + reading.Probability };
            return;
        }

        readings.Add(reading);
    }

    private void Advance(ReadOnlySpan<byte> frame)
    {
        var probability = LogPosteriors.ProbabilityTable;
        foreach (var prefix in _beam.Current)
        {
            var last = _nodes[prefix.Node].Letter;
            ref var stays = ref _beam.Next(prefix.Node);
            stays.Blank += prefix.Total * probability[frame[Alphabet.Blank]];
            if (prefix.Node != 0)
                stays.Letter += prefix.Letter * probability[frame[last]];
            for (byte letter = 1; letter < Alphabet.Size; letter++)
            {
                if (frame[letter] > LeastProbable)
                    continue;
                var before = letter == last ? prefix.Blank : prefix.Total;
                _beam.Next(Child(prefix.Node, letter)).Letter += before * probability[frame[letter]];
            }
        }

        _beam.Close();
    }

    private int Child(int parent, byte letter)
    {
        if (_children.TryGetValue((parent, letter), out var child))
            return child;
        _children.Add((parent, letter), _nodes.Count);
        _nodes.Add((parent, letter));
        return _nodes.Count - 1;
    }

    private string TextOf(int node)
    {
        var length = 0;
        for (var at = node; at != 0; at = _nodes[at].Parent)
            length++;
        Span<char> text = stackalloc char[length];
        for (var at = node; at != 0; at = _nodes[at].Parent)
            text[--length] = Alphabet.CharacterOf(_nodes[at].Letter);
        return text.Trim(' ').ToString();
    }
}
