using Indexing.VectorStore.Backup;

namespace Indexing.VectorStore.Sqlite;

/// <summary>What <see cref="SqliteIndexBackup.RestoreAsync"/> has put into place.</summary>
/// <param name="Manifest">The backup's.</param>
/// <param name="MovedTo">Absolute path of what was there before; <see langword="null"/>: nothing was.</param>
/// <param name="StrayPictures">
/// Pictures that were kept in the folder of the index (<c>inline/</c>) whose addresses in the records name another folder, because the
/// backup was made of one: they are found and not shown. 0 when it was restored to where it came from.
/// </param>
public sealed record RestoredIndex(BackupManifest Manifest, string? MovedTo, int StrayPictures);
