using System.Globalization;
using System.Text.Json;
using Indexing.BlobStore.FileSystem;
using Indexing.Contracts;
using Indexing.Ingest.RabbitMq;
using Indexing.Standalone;
using Indexing.TestSupport.Servers;
using RabbitMQ.Client;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>A broker of its own, queues, folders and workers of the measurements; nothing of it stays.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private const int PublishedAtATime = 64;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("indexing-scale-");
    private readonly RabbitMqServer _broker;
    private readonly int _brokerProcess;
    private readonly string _pictures;
    private readonly List<IConnection> _connections = [];
    private int _names;

    private Workplace(RabbitMqServer broker, int brokerProcess, string pictures) =>
        (_broker, _brokerProcess, _pictures) = (broker, brokerProcess, pictures);

    /// <summary>Processor seconds of the broker until now.</summary>
    public double BrokerSeconds => ProcessorTime.Of(_brokerProcess);

    /// <summary>Starts the broker.</summary>
    /// <param name="pictures">Folder of pictures that workers may read.</param>
    public static async Task<Workplace> StartAsync(string pictures)
    {
        var broker = await RabbitMqServer.StartAsync();
        // Printed as Erlang prints a string: in quotes.
        var process = (await broker.ControlAsync("eval", "os:getpid().")).Trim().Trim('"');
        return new Workplace(broker, int.Parse(process, CultureInfo.InvariantCulture), pictures);
    }

    /// <summary>A name that was not used before.</summary>
    public string NewName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{_names++}");

    /// <summary>Makes a set of queues that no other worker consumes.</summary>
    public async Task<Lane> AddLaneAsync(string name)
    {
        var address = await _broker.AddVirtualHostAsync(name);
        var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        _connections.Add(connection);
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync(
            IngestQueues.Bulk, durable: true, exclusive: false, autoDelete: false, IngestQueues.WorkArguments());
        return new Lane(address, channel);
    }

    /// <summary>Announces pictures and returns when the broker has them.</summary>
    public Task PublishAsync(Lane lane, IEnumerable<(string Id, string File)> pictures) => Parallel.ForEachAsync(
        pictures,
        new ParallelOptions { MaxDegreeOfParallelism = PublishedAtATime },
        async (picture, _) => await PublishAsync(lane, picture.Id, picture.File));

    /// <summary>Announces a picture and returns when the broker has it.</summary>
    public async Task PublishAsync(Lane lane, string id, string file)
    {
        var image = new IngestImage
        {
            ImageId = id,
            Version = 1,
            Source = new ImageSource { Uri = FileUri.From(Path.Combine(_pictures, file)) },
        };
        var properties = new BasicProperties { ContentType = "application/json", MessageId = id, Persistent = true };
        await lane.Channel.BasicPublishAsync(
            "", IngestQueues.Bulk, mandatory: true, properties, JsonSerializer.SerializeToUtf8Bytes(image, JsonSerializerOptions.Web));
    }

    /// <summary>Starts a worker.</summary>
    /// <param name="lane">Its queues.</param>
    /// <param name="index">Name of its index.</param>
    /// <param name="core">The core that it may use; <see langword="null"/>: all.</param>
    /// <param name="inHand">Pictures in hand; 0: as it chooses by itself.</param>
    public WorkerProcess StartWorker(Lane lane, string index, int? core, int inHand) => WorkerProcess.Start(
        Path.Combine(_folder.FullName, NewName("worker")),
        core,
        new Dictionary<string, string>
        {
            ["ConnectionStrings__rabbitmq"] = lane.Address.OriginalString,
            ["SqliteVectorStore__Directory"] = Path.Combine(_folder.FullName, index),
            ["FileSystemBlobStore__Roots__0"] = _pictures,
            ["Ingest__Parallel"] = inHand.ToString(CultureInfo.InvariantCulture),
            ["Inference__Device"] = "cpu",
        });

    /// <summary>Removes an index that is not needed any more.</summary>
    public void RemoveIndex(string index) => Directory.Delete(Path.Combine(_folder.FullName, index), recursive: true);

    /// <summary>Folder of an index.</summary>
    public string IndexFolder(string index) => Path.Combine(_folder.FullName, index);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Queues of their own.</summary>
    /// <param name="Address">Of the virtual host.</param>
    /// <param name="Channel">For publishing, with confirms.</param>
    internal sealed record Lane(Uri Address, IChannel Channel);
}
