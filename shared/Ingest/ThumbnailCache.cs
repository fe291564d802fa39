namespace Indexing.Ingest;

/// <summary>The thumbnails that were asked for last, up to a number of bytes. Safe for concurrent use.</summary>
/// <param name="capacity">Most bytes of all files together; 0 keeps none.</param>
internal sealed class ThumbnailCache(long capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Hash, int Size), LinkedListNode<Entry>> _entries = [];

    /// <summary>Least recently used first.</summary>
    private readonly LinkedList<Entry> _order = [];

    private long _bytes;

    /// <summary>The file, or <see langword="null"/>.</summary>
    public byte[]? Find(string? hash, int size)
    {
        if (hash is null)
            return null;
        lock (_lock)
        {
            if (!_entries.TryGetValue((hash, size), out var node))
                return null;
            _order.Remove(node);
            _order.AddLast(node);
            return node.Value.Content;
        }
    }

    /// <summary>Keeps a file and drops those that were not asked for longest.</summary>
    public void Keep(string? hash, int size, byte[] content)
    {
        if (hash is null || content.Length > capacity)
            return;
        lock (_lock)
        {
            var entry = new Entry(hash, size, content);
            if (!_entries.TryAdd((hash, size), new LinkedListNode<Entry>(entry)))
                return;
            _order.AddLast(_entries[(hash, size)]);
            _bytes += content.Length;
            while (_bytes > capacity)
            {
                var oldest = _order.First!.Value;
                _order.RemoveFirst();
                _entries.Remove((oldest.Hash, oldest.Size));
                _bytes -= oldest.Content.Length;
            }
        }
    }

    private sealed record Entry(string Hash, int Size, byte[] Content);
}
