namespace Indexing.VectorStore.Backup;

/// <summary>
/// A folder that gets its name when it is complete. Until then it stands beside that name, so whoever is killed while filling it leaves
/// nothing that looks like the whole; the next one for the same name takes the leftover away. One at a time for one name. Not thread-safe.
/// </summary>
public sealed class StagedFolder : IDisposable
{
    private readonly string _target;
    private readonly FileStream _lock;
    private bool _placed;

    private StagedFolder(string target, string path, FileStream taken) => (_target, Path, _lock) = (target, path, taken);

    /// <summary>Where it is until <see cref="Place"/>; absolute.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder beside the name that it is to get.</summary>
    /// <param name="target">The name, an absolute path. What is there is not touched before <see cref="Place"/>.</param>
    /// <param name="suffix">Put behind the name until then, for example <c>.partial</c>.</param>
    /// <exception cref="IndexBackupException">Another program fills it at this moment, or the disk refuses.</exception>
    public static StagedFolder Create(string target, string suffix)
    {
        var path = target + suffix;
        FileStream? taken = null;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target) ?? target);
            taken = TryLock(path + ".lock") ?? throw new IndexBackupException(
                $"Another program is writing '{path}' at this moment. Wait for it, or name another folder.", isRefused: true);
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            Directory.CreateDirectory(path);
            return new StagedFolder(target, path, taken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            throw DiskErrors.NotWritable(path, exception);
        }
    }

    /// <summary>Gives the folder its name, in one step of the file system.</summary>
    /// <exception cref="IndexBackupException">Something with this name has come up in the meantime, or the disk refuses.</exception>
    public void Place()
    {
        try
        {
            Directory.Move(Path, _target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(_target, exception);
        }
        _placed = true;
    }

    /// <summary>Removes the folder unless it was placed.</summary>
    public void Dispose()
    {
        try
        {
            if (!_placed && Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made it incomplete is the error to report; the next run for this name takes the leftover away.
        }
        _lock.Dispose();
    }

    /// <summary>The operating system releases the lock of a killed process; its empty file stays and harms nobody.</summary>
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
