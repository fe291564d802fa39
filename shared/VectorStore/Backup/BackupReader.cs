using System.Text.Json;

namespace Indexing.VectorStore.Backup;

/// <summary>Reads the folder of a backup and finds what is not as it was written. Changes nothing there. Thread-safe.</summary>
public sealed class BackupReader
{
    private BackupReader(string folder, BackupManifest manifest) => (Folder, Manifest) = (folder, manifest);

    /// <summary>Absolute path of the backup.</summary>
    public string Folder { get; }

    /// <summary>What the backup says of itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Opens a complete backup; its files are not read yet.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="store">The <see cref="BackupManifest.Store"/> that it must be of.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="IndexBackupException">There is no complete backup, it is of another store or format, or it is damaged.</exception>
    public static async Task<BackupReader> OpenAsync(string folder, string store, CancellationToken cancellationToken)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var manifest = await ReadAsync(full, cancellationToken);
        if (manifest.FormatVersion != BackupManifest.CurrentFormat)
            throw new IndexBackupException(
                $"The backup '{full}' has format {manifest.FormatVersion}; this program reads format {BackupManifest.CurrentFormat}. Use "
                + "the program that made it.",
                isRefused: true);
        if (manifest.Store != store)
            throw new IndexBackupException(
                $"The backup '{full}' was made of a {manifest.Store} store; it cannot be restored into a {store} store. "
                + "Qdrant is meant when ConnectionStrings__qdrant or Qdrant__Url is set, SQLite otherwise.",
                isRefused: true);
        if (manifest.Generations.Count == 0 || manifest.Files.Any(static file => !IsWithin(file.Path)))
            throw IndexBackupException.Damaged(full, $"its {BackupManifest.FileName} is not what a backup has.");
        return new BackupReader(full, manifest);
    }

    /// <summary>Compares every file with its length and hash in the manifest.</summary>
    /// <exception cref="IndexBackupException">A file is missing or differs.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Manifest.Files)
        {
            await using var content = Open(file);
            Compare(file, await HashingCopy.OfAsync(content, cancellationToken));
        }
    }

    /// <summary>Copies every file into a folder and compares what was read with the manifest.</summary>
    /// <exception cref="IndexBackupException">A file is missing or differs, or the disk of the target refuses.</exception>
    public async Task CopyToAsync(string target, CancellationToken cancellationToken)
    {
        foreach (var file in Manifest.Files)
        {
            var path = Path.Combine(target, file.Path);
            await using var content = Open(file);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                Compare(file, await HashingCopy.ToFileAsync(content, path, cancellationToken));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw DiskErrors.NotWritable(path, exception);
            }
        }
    }

    private FileStream Open(BackupFile file)
    {
        try
        {
            return File.OpenRead(Path.Combine(Folder, file.Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw IndexBackupException.Damaged(Folder, $"'{file.Path}' cannot be read.", exception);
        }
    }

    private void Compare(BackupFile file, (long Bytes, string Sha256) found)
    {
        if (found.Bytes != file.Bytes)
            throw IndexBackupException.Damaged(Folder, $"'{file.Path}' has {found.Bytes} bytes instead of {file.Bytes}.");
        if (found.Sha256 != file.Sha256)
            throw IndexBackupException.Damaged(Folder, $"the content of '{file.Path}' has changed since it was written.");
    }

    private static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, BackupManifest.FileName);
        if (!File.Exists(path))
            throw new IndexBackupException(
                $"There is no complete backup at '{folder}': it has no {BackupManifest.FileName}. A backup that was interrupted leaves a "
                + "folder '….partial', which the next one takes away.",
                isRefused: true);
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(file, BackupJson.Default.BackupManifest, cancellationToken)
                ?? throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw IndexBackupException.Damaged(folder, $"its {BackupManifest.FileName} cannot be read.", exception);
        }
    }

    /// <summary>A path that leads out of the folder was not written by us: it could overwrite any file.</summary>
    private static bool IsWithin(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && path.Split('/', '\\').All(static part => part is not ("" or "." or ".."));
}
