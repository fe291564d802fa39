using System.Collections.Concurrent;
using System.Globalization;
using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>
/// The oracle of the fault tests: publishes messages, keeps what the broker confirmed, and compares in the end with the store and the dead
/// letters. Safe for concurrent use.
/// </summary>
internal sealed class Ledger(Uri broker) : IAsyncDisposable
{
    private const int InFlight = 64;
    private readonly ConfirmedPublisher _publisher = new(broker);
    private readonly ConcurrentBag<LedgerLine> _lines = [];

    public IReadOnlyCollection<LedgerLine> Lines => _lines;

    /// <summary>Pictures of which at least one message was confirmed.</summary>
    public int Pictures => _lines.Where(line => line.IsConfirmed).Select(line => line.Key).Distinct().Count();

    public async Task PublishAsync(IngestImage image, Expected expected, string? words = null, string queue = QueueNames.Bulk)
    {
        var line = new LedgerLine(new ImageKey(image.Tenant, image.ImageId), image.Version, expected, words);
        _lines.Add(line);
        await _publisher.PublishAsync(queue, MessageId(line), image);
        line.IsConfirmed = true;
    }

    public async Task PublishAsync(DeleteImage image)
    {
        var line = new LedgerLine(new ImageKey(image.Tenant, image.ImageId), image.Version, Expected.Deleted, "");
        _lines.Add(line);
        await _publisher.PublishAsync(QueueNames.Delete, MessageId(line), image);
        line.IsConfirmed = true;
    }

    /// <summary>Publishes healthy pictures, many at a time.</summary>
    public Task PublishAsync(IEnumerable<PictureFile> pictures, CancellationToken cancellationToken = default) => Parallel.ForEachAsync(
        pictures,
        new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
        async (picture, _) => await PublishAsync(picture.Announce(), Expected.Indexed, picture.Words));

    /// <summary>Publishes a body that is not in the books.</summary>
    public Task PublishBytesAsync(string queue, string messageId, byte[] body) => _publisher.PublishBytesAsync(queue, messageId, body);

    /// <summary>Compares the books with what there is.</summary>
    public async Task<LedgerReport> CloseAsync(IVectorStore store, IReadOnlyList<DeadLetter> deadLetters)
    {
        var audit = new LedgerAudit(_lines, deadLetters);
        await audit.ReadAsync(store);
        return audit.Report();
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private static string MessageId(LedgerLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Key.Tenant}/{line.Key.ImageId}/{line.Version}");
}
