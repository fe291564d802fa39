using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;

namespace Indexing.Query.Tests;

/// <summary>A real store in which something else happens between the reading of a picture's record and the reading of its words.</summary>
internal sealed class ChangingVectorStore(IVectorStore inner) : DelegatingVectorStore(inner)
{
    private readonly IVectorStore _inner = inner;
    private int _changes;

    /// <summary>What happens, once.</summary>
    public Func<IVectorStore, Task>? Change { get; set; }

    public override async Task<IReadOnlyList<StoredWord>> GetWordsAsync(ImageKey key, CancellationToken cancellationToken)
    {
        if (Change is not null && Interlocked.Increment(ref _changes) == 1)
            await Change(_inner);
        return await base.GetWordsAsync(key, cancellationToken);
    }
}
