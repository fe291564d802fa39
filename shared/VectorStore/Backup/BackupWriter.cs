using System.Text.Json;

namespace Indexing.VectorStore.Backup;

/// <summary>
/// Fills the folder of a backup. The folder has its name, and the manifest, only when everything is on the disk. Not thread-safe.
/// </summary>
public sealed class BackupWriter : IDisposable
{
    private const string Suffix = ".partial";

    private readonly StagedFolder _staged;
    private readonly SortedDictionary<string, BackupFile> _files = new(StringComparer.Ordinal);

    private BackupWriter(StagedFolder staged) => _staged = staged;

    /// <summary>The files added so far, in ordinal order of their paths.</summary>
    public IReadOnlyList<BackupFile> Files => [.. _files.Values];

    /// <summary>Begins a backup that is to be found at <paramref name="folder"/>.</summary>
    /// <exception cref="IndexBackupException">Something is there already, or the disk refuses.</exception>
    public static BackupWriter Create(string folder)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(target))
            throw new IndexBackupException(
                $"'{target}' exists. Every backup gets a folder of its own: name one that is not there yet.", isRefused: true);
        return new BackupWriter(StagedFolder.Create(target, Suffix));
    }

    /// <summary>Where a file of the backup is written; its folders are made.</summary>
    /// <param name="path">Relative, with <c>/</c> between its parts.</param>
    /// <exception cref="IndexBackupException">The disk refuses.</exception>
    public string PathOf(string path)
    {
        var full = Path.Combine(_staged.Path, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            return full;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(full, exception);
        }
    }

    /// <summary>Takes up a finished file that was written at <see cref="PathOf"/>; it is on the disk when this returns.</summary>
    /// <exception cref="IndexBackupException">The disk refuses.</exception>
    public async Task AddAsync(string path, CancellationToken cancellationToken)
    {
        var full = PathOf(path);
        try
        {
            using (var handle = File.OpenHandle(full, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(handle);
            await using var file = File.OpenRead(full);
            Add(path, await HashingCopy.OfAsync(file, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(full, exception);
        }
    }

    /// <summary>Writes a file of the backup; one of this path that was written before is replaced.</summary>
    /// <param name="path">Relative, with <c>/</c> between its parts.</param>
    /// <param name="content">Read to its end; stays the caller's.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    /// <exception cref="IndexBackupException">The disk refuses, or the content breaks off.</exception>
    public async Task<BackupFile> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var full = PathOf(path);
        try
        {
            return Add(path, await HashingCopy.ToFileAsync(content, full, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(full, exception);
        }
    }

    /// <summary>Writes the manifest and gives the folder its name.</summary>
    /// <param name="manifest">Its <see cref="BackupManifest.Files"/> should be <see cref="Files"/>.</param>
    /// <param name="cancellationToken">Cancels before the folder has its name.</param>
    /// <exception cref="IndexBackupException">The disk refuses.</exception>
    public async Task CompleteAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest));
        var path = PathOf(BackupManifest.FileName);
        try
        {
            await HashingCopy.ToFileAsync(content, path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(path, exception);
        }
        _staged.Place();
    }

    /// <summary>Removes what was written unless the backup was completed.</summary>
    public void Dispose() => _staged.Dispose();

    private BackupFile Add(string path, (long Bytes, string Sha256) content) =>
        _files[path] = new BackupFile(path, content.Bytes, content.Sha256);
}
