namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>The best words seen so far: a bounded min-heap of approximate similarities.</summary>
internal sealed class TopCandidates(int capacity)
{
    private readonly float[] _scores = new float[capacity];
    private readonly long[] _words = new long[capacity];
    private int _count;

    /// <summary>What a word must exceed to enter.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    public ReadOnlySpan<long> Words => _words.AsSpan(0, _count);

    /// <summary>Takes a word whose score exceeds <see cref="Threshold"/>.</summary>
    public void Add(float score, long word)
    {
        if (_count < capacity)
        {
            SiftUp(_count++, score, word);
            if (_count == capacity)
                Threshold = _scores[0];
            return;
        }
        SiftDown(score, word);
        Threshold = _scores[0];
    }

    public void AddAll(TopCandidates other)
    {
        for (int i = 0; i < other._count; i++)
        {
            if (other._scores[i] > Threshold)
                Add(other._scores[i], other._words[i]);
        }
    }

    private void SiftUp(int index, float score, long word)
    {
        while (index > 0 && _scores[(index - 1) / 2] > score)
        {
            Set(index, _scores[(index - 1) / 2], _words[(index - 1) / 2]);
            index = (index - 1) / 2;
        }
        Set(index, score, word);
    }

    private void SiftDown(float score, long word)
    {
        int index = 0;
        while (true)
        {
            int child = (2 * index) + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && _scores[child + 1] < _scores[child])
                child++;
            if (_scores[child] >= score)
                break;
            Set(index, _scores[child], _words[child]);
            index = child;
        }
        Set(index, score, word);
    }

    private void Set(int index, float score, long word)
    {
        _scores[index] = score;
        _words[index] = word;
    }
}
