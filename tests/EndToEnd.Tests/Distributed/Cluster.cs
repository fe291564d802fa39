using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The distributed system on this machine, empty at first: own queues, an own store, workers as they are asked for.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>A call of rabbitmqctl costs half a second of processor time.</summary>
    private const int PollsPerBrokerCall = 10;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300);
    private readonly List<ServiceProcess> _processes = [];
    private readonly SqliteVectorStore _store;

    private Cluster(SharedServers servers, Uri address, string? storeFolder)
    {
        StoreFolder = storeFolder ?? Workplace.Index;
        Broker = new BrokerView(servers.Broker, address);
        Ledger = new Ledger(address);
        Pictures = servers.Pictures;
        Directory.CreateDirectory(Workplace.Pictures);
        var options = Options.Create(new SqliteVectorStoreOptions { Directory = StoreFolder });
        _store = new SqliteVectorStore(options, TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        Settings = new()
        {
            ["ConnectionStrings__rabbitmq"] = address.OriginalString,
            ["SqliteVectorStore__Directory"] = StoreFolder,
            ["FileSystemBlobStore__Roots__0"] = Pictures.Folder,
            ["FileSystemBlobStore__Roots__1"] = Workplace.Pictures,
            // A retry after 50 ms instead of five seconds: the tests wait for attempts, not for time.
            ["RabbitMq__ParkDelays__0"] = "00:00:00.050",
            ["Ingest__Parallel"] = "1",
        };
    }

    /// <summary>Folder of this cluster alone: pictures and, where not said otherwise, the store.</summary>
    public Workplace Workplace { get; } = new();

    public BrokerView Broker { get; }

    public Ledger Ledger { get; }

    public PictureSet Pictures { get; }

    /// <summary>What the test itself reads and writes: the same files as the workers, through the product's own adapter.</summary>
    public IVectorStore Store => _store;

    public string StoreFolder { get; }

    /// <summary>Configuration of the processes that are started from now on, as environment variables.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>An empty cluster.</summary>
    /// <param name="servers">Its broker and pictures.</param>
    /// <param name="name">Name of its virtual host, unique within the test run.</param>
    /// <param name="storeFolder">Folder of its store; <see langword="null"/>: one of its own.</param>
    public static async Task<Cluster> CreateAsync(SharedServers servers, string name, string? storeFolder = null) =>
        new(servers, await servers.Broker.AddVirtualHostAsync(name), storeFolder);

    /// <summary>A picture of this cluster's own folder, which the test has written or not.</summary>
    public PictureFile Own(string name) => new(name, Path.Combine(Workplace.Pictures, name), Words: null);

    /// <summary>Starts a worker; it may not be ready yet.</summary>
    public ServiceProcess StartWorker() => Start(StartedPrograms.Worker);

    public async Task<ServiceProcess> StartReadyWorkerAsync()
    {
        var worker = StartWorker();
        await worker.WaitReadyAsync();
        return worker;
    }

    public async Task<ServiceProcess> StartReadyQueryAsync()
    {
        var query = Start(StartedPrograms.Query);
        await query.WaitReadyAsync();
        return query;
    }

    /// <summary>Pictures that are indexed, rejected or deleted.</summary>
    public async Task<long> FinishedAsync()
    {
        var statistics = await Store.GetStatisticsAsync("default", CancellationToken.None);
        return statistics.Indexed + statistics.Rejected + statistics.Deleted;
    }

    public async Task WaitUntilFinishedAsync(long pictures, TimeSpan patience)
    {
        using var clock = new CancellationTokenSource(patience);
        while (await FinishedAsync() < pictures)
        {
            Assert.False(clock.IsCancellationRequested, $"{await FinishedAsync()} of {pictures} are finished.\n{Diagnosis()}");
            await Task.Delay(Poll);
        }
    }

    /// <summary>Waits until every message was worked on, and closes the books; the dead letters are taken from their queue.</summary>
    /// <param name="deadLetters">How many dead letters are expected of the pictures in the books.</param>
    /// <param name="patience">How long.</param>
    public async Task<(LedgerReport Report, List<DeadLetter> DeadLetters)> SettleAsync(int deadLetters, TimeSpan patience)
    {
        using var clock = new CancellationTokenSource(patience);
        // A healthy picture among the dead letters would never finish: the books, not the patience, shall say so.
        for (var round = 1; await FinishedAsync() < Ledger.Pictures - deadLetters; round++)
        {
            if (round % PollsPerBrokerCall == 0 && await Broker.PendingAsync() == 0)
                break;
            Assert.False(clock.IsCancellationRequested, $"{await FinishedAsync()} of {Ledger.Pictures} are finished.\n{Diagnosis()}");
            await Task.Delay(Poll);
        }

        await Broker.WaitUntilIdleAsync(patience);
        var letters = await Broker.TakeDeadLettersAsync();
        return (await Ledger.CloseAsync(Store, letters), letters);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        await Ledger.DisposeAsync();
        await Broker.RemoveAsync();
        await _store.DisposeAsync();
        Workplace.Dispose();
    }

    private ServiceProcess Start(string program)
    {
        var process = ServiceProcess.Start(program, Settings);
        lock (_processes)
            _processes.Add(process);
        return process;
    }

    private string Diagnosis()
    {
        lock (_processes)
            return string.Join("\n\n", _processes.TakeLast(3).Select(process => process.Output));
    }
}
