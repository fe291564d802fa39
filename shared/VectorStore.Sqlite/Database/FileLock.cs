namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// A lock among processes and among stores of one process. The operating system releases it when its owner dies, so a killed
/// process leaves nothing behind.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock, or returns <see langword="null"/> when somebody else holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock, or returns <see langword="null"/> when the time is over.</summary>
    public static async Task<FileLock?> TakeAsync(
        string path, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } taken)
                return taken;
            if (time.GetElapsedTime(start) >= timeout)
                return null;
            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    public void Dispose() => _stream.Dispose();
}
