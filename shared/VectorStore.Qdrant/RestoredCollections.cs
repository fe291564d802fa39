using Indexing.VectorStore.Backup;

namespace Indexing.VectorStore.Qdrant;

/// <summary>What <see cref="QdrantIndexBackup.RestoreAsync"/> has put into place.</summary>
/// <param name="Manifest">The backup's.</param>
/// <param name="Generation">The generation that it became; the aliases name it.</param>
/// <param name="Incomplete">Images that must be announced again; empty when nobody wrote while the backup was made.</param>
public sealed record RestoredCollections(BackupManifest Manifest, string Generation, IReadOnlyList<IncompleteImage> Incomplete);
