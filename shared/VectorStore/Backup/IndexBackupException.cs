namespace Indexing.VectorStore.Backup;

/// <summary>A backup could not be made or restored. The message says what to do about it; nothing that was there before is lost.</summary>
public sealed class IndexBackupException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and what to do.</param>
    /// <param name="isRefused">See <see cref="IsRefused"/>.</param>
    /// <param name="innerException">What the disk, the database or the server said; never a cancellation.</param>
    public IndexBackupException(string message, bool isRefused, Exception? innerException = null)
        : base(message, innerException) => IsRefused = isRefused;

    /// <summary>
    /// Whether it was asked for something that is not done: the target is taken, there is no index or no backup, or the backup is of
    /// another store or version. Otherwise a backup is damaged, or a disk, a database or a server failed.
    /// </summary>
    public bool IsRefused { get; }

    /// <summary>The backup is not what its manifest says.</summary>
    /// <param name="folder">The backup's folder.</param>
    /// <param name="what">A sentence about the difference, with its full stop.</param>
    /// <param name="innerException">What reading said.</param>
    public static IndexBackupException Damaged(string folder, string what, Exception? innerException = null) => new(
        $"The backup '{folder}' is damaged: {what} Nothing was changed. Restore another backup.", isRefused: false, innerException);
}
