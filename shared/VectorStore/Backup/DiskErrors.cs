namespace Indexing.VectorStore.Backup;

/// <summary>What a disk says, with what to do about it.</summary>
internal static class DiskErrors
{
    public static IndexBackupException NotWritable(string path, Exception exception) => new(
        $"'{path}' cannot be written: {exception.Message} Check that its disk is mounted, has free space and may be written by this user.",
        isRefused: false,
        exception);

    public static IndexBackupException NotReadable(string what, Exception exception) => new(
        $"'{what}' cannot be read to its end: {exception.Message} Check the disk or the connection that it comes from, then try again.",
        isRefused: false,
        exception);
}
