using System.Globalization;
using System.Text;
using Indexing.VectorStore.Backup;
using Indexing.VectorStore.Sqlite.Backup;
using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Sqlite;

/// <summary>
/// Backs up the folder of an index while others write to it and search it, and puts a backup back. Thread-safe; one backup into one folder
/// at a time.
/// </summary>
/// <remarks>
/// <para>
/// A backup is a folder: <c>manifest.json</c>, the database of every generation, and whatever else lies in the index folder, such as
/// pictures that were sent inline and the list of folders. Segment files are derived from the database: they would add a sixth to the size,
/// and are made again by <see cref="RestoreAsync"/> (100,000 words in 0.6 s). It has its name only when it is complete and on the disk.
/// </para>
/// <para>
/// Each database is copied as it was at one moment, whole images only. Pictures are copied before and after that moment, so that each
/// record's picture is there although others are added and removed; only one that is replaced twice meanwhile may be missing.
/// </para>
/// </remarks>
public sealed class SqliteIndexBackup(
    IOptions<SqliteVectorStoreOptions> options, TimeProvider time, ILogger<SqliteIndexBackup> logger)
{
    private const string Store = "sqlite";
    private const string RestoringSuffix = ".restoring";
    private const string PicturesFolder = "inline/";

    private readonly IndexFolder _index = new(options.Value.Directory);

    /// <summary>Makes a backup of <see cref="SqliteVectorStoreOptions.Directory"/>.</summary>
    /// <param name="folder">Gets the backup; must not exist. Until it is complete it is called <c>folder.partial</c>.</param>
    /// <param name="cancellationToken">Cancels; nothing stays.</param>
    /// <returns>What the backup holds.</returns>
    /// <exception cref="IndexBackupException">There is no index, the folder is taken, or a disk or the database failed.</exception>
    public async Task<BackupManifest> BackUpAsync(string folder, CancellationToken cancellationToken)
    {
        DateTimeOffset createdAt = time.GetUtcNow();
        // Before the generations are listed: the one that it names is among them.
        string? pointer = _index.ReadPointer();
        IReadOnlyList<(string Name, string Prefix)> generations = _index.Generations();
        RefuseSource(generations.Count, Path.GetFullPath(folder));
        using var writer = BackupWriter.Create(folder);
        if (pointer is not null)
            await writer.WriteAsync(IndexFolder.PointerFile, new MemoryStream(Encoding.UTF8.GetBytes(pointer)), cancellationToken);

        var before = _index.OtherFiles();
        await CopyAsync(writer, before.Keys, cancellationToken);
        var copied = new List<BackupGeneration>();
        foreach ((string name, string prefix) in generations)
        {
            string target = prefix + Path.GetFileName(_index.FilesOf(prefix).Database);
            copied.Add(await Task.Run(
                () => DatabaseCopy.Make(name, _index.FilesOf(prefix).Database, writer.PathOf(target), cancellationToken),
                cancellationToken));
            await writer.AddAsync(target, cancellationToken);
        }
        // What else a generation keeps must not be newer than its database: it may say how far that has got.
        await CopyAsync(
            writer,
            _index.OtherFiles().Where(file => !IndexFolder.IsOfGeneration(file.Key) && !before.Contains(file)).Select(file => file.Key),
            cancellationToken);

        var manifest = new BackupManifest
        {
            FormatVersion = BackupManifest.CurrentFormat,
            Store = Store,
            Source = _index.Directory,
            CreatedAt = createdAt,
            GenerationPointer = pointer,
            Generations = copied,
            Files = writer.Files,
        };
        await writer.CompleteAsync(manifest, cancellationToken);
        return manifest;
    }

    /// <summary>
    /// Puts a backup into <see cref="SqliteVectorStoreOptions.Directory"/>. Everything is compared with the manifest and opened before the
    /// folder appears, in one step.
    /// </summary>
    /// <param name="folder">The backup; it is only read.</param>
    /// <param name="force">
    /// Whether an index that is there is moved aside, to <c>DIR.before-restore-TIME</c>. It is never deleted, and never moved while a
    /// program has it open.
    /// </param>
    /// <param name="cancellationToken">Cancels; what was there is untouched.</param>
    /// <exception cref="IndexBackupException">
    /// There is no complete backup, it is damaged or of another format, the target is taken or in use, or a disk failed.
    /// </exception>
    public async Task<RestoredIndex> RestoreAsync(string folder, bool force, CancellationToken cancellationToken)
    {
        BackupReader backup = await BackupReader.OpenAsync(folder, Store, cancellationToken);
        RefuseFormat(backup);
        bool isTaken = RefuseTarget(force);
        using var staged = StagedFolder.Create(_index.Directory, RestoringSuffix);
        await backup.CopyToAsync(staged.Path, cancellationToken);
        await OpenAsync(backup, new IndexFolder(staged.Path), cancellationToken);
        string? movedTo = isTaken ? MoveAside() : RemoveEmpty();
        try
        {
            staged.Place();
        }
        catch (IndexBackupException) when (movedTo is not null)
        {
            Directory.Move(movedTo, _index.Directory);
            throw;
        }
        bool isElsewhere = backup.Manifest.Source != _index.Directory;
        int pictures = backup.Manifest.Files.Count(static file => file.Path.StartsWith(PicturesFolder, StringComparison.Ordinal));
        return new RestoredIndex(backup.Manifest, movedTo, isElsewhere ? pictures : 0);
    }

    private async Task CopyAsync(BackupWriter writer, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        foreach (string path in paths)
        {
            FileStream content;
            try
            {
                content = File.OpenRead(Path.Combine(_index.Directory, path));
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                continue; // a picture that was removed in the meantime
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new IndexBackupException(
                    $"'{path}' of the index may not be read: {exception.Message} Run this as the user who serves the index.",
                    isRefused: false,
                    exception);
            }
            await using (content)
                await writer.WriteAsync(path, content, cancellationToken);
        }
    }

    /// <summary>Opens every generation as a store would, and writes its segments so that the first search need not.</summary>
    private async Task OpenAsync(BackupReader backup, IndexFolder staged, CancellationToken cancellationToken)
    {
        if (!staged.Generations().Select(generation => generation.Name).SequenceEqual(backup.Manifest.Generations.Select(one => one.Name)))
            throw IndexBackupException.Damaged(backup.Folder, "it lacks a generation that it names.");
        foreach ((string name, string prefix) in staged.Generations())
            try
            {
                var store = new SqliteVectorStoreOptions { Directory = staged.FilesOf(prefix).Directory };
                await using var opened = new SqliteVectorStore(store, time, logger, new SegmentPolicy());
                await opened.MaintainAsync(cancellationToken);
            }
            catch (VectorStoreException exception)
            {
                throw new IndexBackupException(
                    $"Generation {name} of the backup cannot be opened: {exception.Message}", isRefused: false, exception);
            }
    }

    private void RefuseSource(int generations, string target)
    {
        if (generations == 0)
            throw new IndexBackupException($"There is no index at '{_index.Directory}'.", isRefused: true);
        if ((target + Path.DirectorySeparatorChar).StartsWith(_index.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new IndexBackupException(
                $"'{target}' lies in the index itself. Name a folder elsewhere, best on another disk.", isRefused: true);
    }

    private static void RefuseFormat(BackupReader backup)
    {
        if (backup.Manifest.Generations.FirstOrDefault(static one => !Schema.CanRead(one.SchemaVersion)) is { } foreign)
            throw new IndexBackupException(
                $"The backup '{backup.Folder}' holds an index of format {foreign.SchemaVersion}; this program reads format "
                + $"{Schema.Version}. Use the program that made it, or index again.",
                isRefused: true);
    }

    /// <summary>Whether something must be moved aside.</summary>
    private bool RefuseTarget(bool force)
    {
        if (File.Exists(_index.Directory))
            throw new IndexBackupException($"'{_index.Directory}' is a file. Name a folder.", isRefused: true);
        if (!Directory.Exists(_index.Directory) || !Directory.EnumerateFileSystemEntries(_index.Directory).Any())
            return false;
        if (!force)
            throw new IndexBackupException(
                $"'{_index.Directory}' is not empty. Name another folder, or say --force to move what is there aside.", isRefused: true);
        foreach ((_, string prefix) in _index.Generations())
            if (DatabaseCopy.IsInUse(_index.FilesOf(prefix).Database))
                throw new IndexBackupException(
                    $"A program has the index '{_index.Directory}' open. Stop it first: it would go on with the files moved aside.",
                    isRefused: true);
        return true;
    }

    private string MoveAside()
    {
        string aside = string.Create(
            CultureInfo.InvariantCulture, $"{_index.Directory}.before-restore-{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}");
        ChangeFolder(() => Directory.Move(_index.Directory, aside));
        return aside;
    }

    private string? RemoveEmpty()
    {
        if (Directory.Exists(_index.Directory))
            ChangeFolder(() => Directory.Delete(_index.Directory));
        return null;
    }

    private void ChangeFolder(Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IndexBackupException(
                $"'{_index.Directory}' cannot be replaced: {exception.Message} A mount point cannot be: keep the index in a folder below.",
                isRefused: false,
                exception);
        }
    }
}
