namespace Indexing.VectorStore.Backup;

/// <summary>What a backup holds; the file <see cref="FileName"/> in its folder, JSON in camel case. Fields are only ever added.</summary>
public sealed record BackupManifest
{
    /// <summary>Name of the file in the backup's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The format that this program writes and the only one that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the form of the whole backup, see <see cref="CurrentFormat"/>.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Which adapter made it: <c>sqlite</c> or <c>qdrant</c>.</summary>
    public required string Store { get; init; }

    /// <summary>The folder (absolute path) or the server that it was made of.</summary>
    public required string Source { get; init; }

    /// <summary>Version of the server that made the snapshots; <see langword="null"/> where there is no server.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>When it was begun, UTC. What was stored later than this may be missing.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// What named the active generation when the backup was begun: the text of the store's pointer file, or a generation's name.
    /// <see langword="null"/>: nothing did.
    /// </summary>
    public string? GenerationPointer { get; init; }

    /// <summary>The generations that it holds, at least one.</summary>
    public required IReadOnlyList<BackupGeneration> Generations { get; init; }

    /// <summary>Every file of the backup but the manifest itself.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Size of all <see cref="Files"/> in bytes.</summary>
    public long TotalBytes() => Files.Sum(static file => file.Bytes);
}
