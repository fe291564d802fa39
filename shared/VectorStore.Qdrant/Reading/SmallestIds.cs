namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>The first ids behind a given one, in ordinal order, each once; keeps no more than the page.</summary>
internal sealed class SmallestIds(string? after, int limit)
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);

    public bool IsFull => _ids.Count == limit;

    public IEnumerable<string> Ids => _ids;

    public void Add(string id)
    {
        if (after is not null && string.CompareOrdinal(id, after) <= 0)
            return;
        if (IsFull && string.CompareOrdinal(id, _ids.Max) >= 0)
            return;
        _ids.Add(id);
        if (_ids.Count > limit)
            _ids.Remove(_ids.Max!);
    }
}
