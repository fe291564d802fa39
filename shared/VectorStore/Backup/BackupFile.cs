namespace Indexing.VectorStore.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Path">Relative to the backup's folder, with <c>/</c> between its parts.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Hash of its content, 64 lower-case hexadecimal digits.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256);
