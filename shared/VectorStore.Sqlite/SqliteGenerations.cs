using System.Globalization;
using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Generations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Sqlite;

/// <summary>
/// Generations of an index folder: the first in the folder itself, the others in <c>generations/NAME</c> below it, and the small file
/// <c>generations.json</c> that names the active one.
/// </summary>
public sealed class SqliteGenerations : IGenerations
{
    private readonly SqliteVectorStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SqliteVectorStore> _logger;
    private readonly string _directory;
    private readonly string _file;
    private volatile string? _firstModel;

    /// <summary>Touches no file yet.</summary>
    public SqliteGenerations(IOptions<SqliteVectorStoreOptions> options, TimeProvider time, ILogger<SqliteVectorStore> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        _directory = Path.GetFullPath(_options.Directory);
        _file = Path.Combine(_directory, "generations.json");
    }

    /// <inheritdoc/>
    public async Task<Generation> GetActiveAsync(CancellationToken cancellationToken)
    {
        GenerationList list = GenerationList.Read(_file);
        return new Generation(list.Active, await ModelAsync(list, list.Active, cancellationToken), GenerationRole.Active);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Generation>> ListAsync(CancellationToken cancellationToken)
    {
        GenerationList list = GenerationList.Read(_file);
        var generations = new List<Generation>();
        foreach (string name in Names(list))
        {
            GenerationRole role = name == list.Active ? GenerationRole.Active
                : name == list.Former ? GenerationRole.Former
                : GenerationRole.Idle;
            generations.Add(new Generation(name, await ModelAsync(list, name, cancellationToken), role));
        }
        return [.. generations.OrderByDescending(static one => one.Role == GenerationRole.Active)
            .ThenByDescending(static one => one.Role == GenerationRole.Former)
            .ThenBy(static one => one.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<Generation> AddAsync(string model, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        // Before there is another one: afterwards its pictures may come from that.
        string? firstModel = _firstModel ??= await Task.Run(FirstModelAsync, cancellationToken);
        string name = "";
        await ChangeAsync(
            list =>
            {
                string? begun = Names(list).FirstOrDefault(
                    one => one != list.Active && one != list.Former && list.Models.GetValueOrDefault(one) == model);
                name = begun ?? Next(Names(list).Concat(list.Models.Keys));
                Directory.CreateDirectory(DirectoryOf(name));
                var models = new SortedDictionary<string, string>(list.Models.ToDictionary(), StringComparer.Ordinal) { [name] = model };
                if (firstModel is not null)
                    models.TryAdd(GenerationList.First, firstModel);
                return list with { Models = models };
            },
            cancellationToken);
        return new Generation(name, model, GenerationRole.Idle);
    }

    /// <inheritdoc/>
    public Task ActivateAsync(string name, CancellationToken cancellationToken) => ChangeAsync(
        list =>
        {
            if (name == list.Active)
                return list;
            DemandKnown(list, name);
            return list with { Active = name, Former = list.Active };
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task DropAsync(string name, CancellationToken cancellationToken)
    {
        // First it is no longer the way back: a killed call must not leave half of one.
        await ChangeAsync(list => list.Former == name ? list with { Former = null } : list, cancellationToken);
        await ChangeAsync(
            list =>
            {
                DemandKnown(list, name);
                if (name == list.Active)
                    throw new VectorStoreException(
                        $"Generation '{name}' of '{_directory}' is active and cannot be dropped. Make another one active first.",
                        isTransient: false);
                Delete(name);
                Dictionary<string, string> models = list.Models.ToDictionary();
                models.Remove(name);
                return list with { Models = models };
            },
            cancellationToken);
        if (name == GenerationList.First)
            _firstModel = null;
    }

    /// <inheritdoc/>
    public IVectorStore Open(Generation generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        var options = new SqliteVectorStoreOptions
        {
            Directory = DirectoryOf(generation.Name),
            BusyTimeout = _options.BusyTimeout,
            ScanThreads = _options.ScanThreads,
        };
        return new SqliteVectorStore(Options.Create(options), _time, _logger);
    }

    private string DirectoryOf(string name) =>
        name == GenerationList.First ? _directory : Path.Combine(_directory, "generations", name);

    /// <summary>The first generation is there from the beginning and gone when its database is.</summary>
    private IEnumerable<string> Names(GenerationList list)
    {
        bool hasFirst = list.Active == GenerationList.First || File.Exists(new StoreFiles(_directory).Database);
        var others = list.Models.Keys.Where(static name => name != GenerationList.First);
        return hasFirst ? others.Prepend(GenerationList.First) : others;
    }

    private static string Next(IEnumerable<string> taken)
    {
        int last = taken.Max(
            static name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0);
        return Math.Max(2, last + 1).ToString(CultureInfo.InvariantCulture);
    }

    private void DemandKnown(GenerationList list, string name)
    {
        if (!Names(list).Contains(name, StringComparer.Ordinal))
            throw new VectorStoreException(
                $"'{_directory}' has no generation '{name}'; there are: {string.Join(", ", Names(list))}.", isTransient: false);
    }

    private async Task ChangeAsync(Func<GenerationList, GenerationList> change, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(_directory);
            using FileLock changing = await FileLock.TakeAsync(
                Path.Combine(_directory, "generations.lock"), _options.BusyTimeout, _time, cancellationToken)
                ?? throw new VectorStoreException($"'{_file}' is being changed by another process. Try again.", isTransient: true);
            GenerationList before = GenerationList.Read(_file);
            GenerationList after = change(before);
            if (after != before)
                after.Write(_file);
        }
        catch (Exception exception) when (SqliteErrors.IsStoreFailure(exception))
        {
            throw SqliteErrors.Translate(exception, _file);
        }
    }

    /// <summary>Of the first generation only its own files: the others lie below the same folder.</summary>
    private void Delete(string name)
    {
        string directory = DirectoryOf(name);
        if (name != GenerationList.First)
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
            return;
        }
        var files = new StoreFiles(directory);
        if (Directory.Exists(files.Segments))
            Directory.Delete(files.Segments, recursive: true);
        // The database last: as long as it is there, so is the generation, and a killed call can be repeated.
        foreach (string file in (string[])[$"{files.Database}-shm", $"{files.Database}-wal", files.MaintenanceLock, files.Database])
            File.Delete(file);
    }

    private async Task<string?> ModelAsync(GenerationList list, string name, CancellationToken cancellationToken)
    {
        if (list.Models.TryGetValue(name, out string? model))
            return model;
        if (name != GenerationList.First)
            throw new VectorStoreException(
                $"'{_file}' names the generation '{name}' and not its model pack. Restore the file from a backup.", isTransient: false);
        return _firstModel ??= await Task.Run(FirstModelAsync, cancellationToken);
    }

    /// <summary>The pack that read the first generation stands in its pictures; nobody wrote it down when there was only one.</summary>
    private async Task<string?> FirstModelAsync()
    {
        var files = new StoreFiles(_directory);
        if (!File.Exists(files.Database))
            return null;
        try
        {
            using var database = new SqliteDatabase(files, _options.BusyTimeout, _time);
            await database.EnsureCreatedAsync(CancellationToken.None);
            using SqliteConnection connection = database.OpenReader();
            using var row = new Statement(connection, "select model_version from images where model_version is not null limit 1");
            string? model = row.Step() ? row.Text(0) : null;
            row.Reset();
            return model;
        }
        catch (Exception exception) when (SqliteErrors.IsStoreFailure(exception))
        {
            throw SqliteErrors.Translate(exception, files.Database);
        }
    }
}
