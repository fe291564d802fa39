namespace Indexing.VectorStore.Backup;

/// <summary>One generation of the index within a backup.</summary>
public sealed record BackupGeneration
{
    /// <summary>Its name; the first is <c>1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Random name that the store gave itself when it was made; <see langword="null"/> where a store has none.</summary>
    public Guid? StoreId { get; init; }

    /// <summary>Version of its tables; 0 where the store has no tables.</summary>
    public int SchemaVersion { get; init; }

    /// <summary>Image records of every tenant and status, tombstones included.</summary>
    public required long Images { get; init; }

    /// <summary>Stored words of every tenant.</summary>
    public required long Words { get; init; }

    /// <summary>The model packs that made the words, in ordinal order; empty where the store cannot list them.</summary>
    public IReadOnlyList<string> ModelPacks { get; init; } = [];
}
