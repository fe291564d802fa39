using Indexing.VectorStore.Qdrant.Reading;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;
using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Qdrant.Writing;

/// <summary>Replaces images so that any number of writers, in any order and dying anywhere, come to the same end.</summary>
/// <remarks>
/// <para>
/// Qdrant 1.15 has neither transactions nor compare-and-swap, and an upsert overwrites whatever is there: a record that all writers
/// share could be set back by a late request. So nothing is shared. Every write has a number (<see cref="WriteOrder"/>) that is part
/// of the ids of its points; no id is ever written twice with different content. The image is the greatest write that has a record.
/// </para>
/// <list type="number">
/// <item>Read the records of the image. A greater state by the port's rule: clean up (5) and answer superseded.</item>
/// <item>Take the next number; add the words under it. They have no record: no reader sees them.</item>
/// <item>Add the record, which carries the scene. This one request moves the image forward, or does nothing when a greater record is
/// already there.</item>
/// <item>Read the records again: the greatest is what the image is now, whoever wrote it.</item>
/// <item>Remove the records and words that are smaller than the greatest, one's own included if it lost.</item>
/// </list>
/// <para>Invariants, whatever the order of requests of different writers and however late they arrive:</para>
/// <list type="bullet">
/// <item>Forward only: a record is removed only while a greater one exists, so the greatest never decreases.</item>
/// <item>Whole: a record is added after all its words are visible (<c>wait=true</c>), and words are removed only while a record
/// greater than their write exists; so the words of the greatest record are all there. A late upsert of a smaller record changes
/// nothing that is read.</item>
/// <item>One version: a reader takes words, and the scene, of exactly one write, never of a version.</item>
/// <item>A crash after any request leaves points that no reader sees. The redelivered message, or the next write of the image,
/// removes them in (5). Until then the exact counts of <see cref="IVectorStore.GetStatisticsAsync"/> include them.</item>
/// </list>
/// <para>
/// Because ids are never written twice, the order in which replicas apply writes is irrelevant: <c>ordering</c> stays <c>weak</c>,
/// which needs no leader and so survives the loss of one.
/// </para>
/// </remarks>
internal sealed class ImageWriter(
    QdrantClient client, RecordReader records, WordReader words, CollectionNames names, WriteSettings settings, ILogger logger)
{
    public async Task<ReplaceResult> ReplaceAsync(
        ImageRecord image, IReadOnlyList<WordRecord> newWords, ReadOnlyMemory<float> scene, CancellationToken cancellationToken)
    {
        // 1
        IReadOnlyList<StoredRecord> known = await records.AllAsync(names.Pair, image.Key, cancellationToken);
        if (Greatest(known) is { } greater && Supersedes(greater, image))
        {
            await CleanUpAsync(image.Key, greater.Order, known, cancellationToken);
            return ReplaceResult.Superseded;
        }

        // 2
        long write = WriteOrder.Next(known.Select(record => record.Order.Write).DefaultIfEmpty().Max(), settings.Random);
        IEnumerable<WordPoint> points = newWords.Select(word => WordMapping.ToPoint(image, word, write));
        foreach (ReadOnlyMemory<byte> body in PointBatches.Of(points, QdrantJson.Default.WordPoint, settings.MaxRequestBytes))
            await UpsertAsync(names.Words, body, cancellationToken);

        // 3
        RecordPoint record = StoredRecord.ToPoint(image, newWords.Count, scene, write);
        foreach (ReadOnlyMemory<byte> body in PointBatches.Of([record], QdrantJson.Default.RecordPoint, settings.MaxRequestBytes))
            await UpsertAsync(names.Images, body, cancellationToken);

        // 4, 5: the record just written counts even if a lagging replica does not show it yet
        known = await records.AllAsync(names.Pair, image.Key, cancellationToken);
        StoredRecord? now = Greatest(known);
        WriteOrder own = WriteOrder.Of(image, write);
        await CleanUpAsync(image.Key, now is not null && now.Order > own ? now.Order : own, known, cancellationToken);
        return now is not null && Supersedes(now, image) ? ReplaceResult.Superseded : ReplaceResult.Replaced;
    }

    private static StoredRecord? Greatest(IReadOnlyList<StoredRecord> records) => records.MaxBy(record => record.Order);

    /// <summary>The port's rule: an equal version of equal rank is replaced.</summary>
    private static bool Supersedes(StoredRecord stored, ImageRecord image) =>
        stored.Order with { Write = 0 } > WriteOrder.Of(image, write: 0);

    private async Task CleanUpAsync(
        ImageKey key, WriteOrder greatest, IReadOnlyList<StoredRecord> known, CancellationToken cancellationToken)
    {
        string[] oldRecords = [.. known.Where(record => record.Order < greatest).Select(record => record.PointId)];
        IReadOnlyList<string> oldWords = await words.IdsBelowAsync(names.Pair, key, greatest, cancellationToken);
        await DeleteAsync(names.Words, oldWords, cancellationToken);
        await DeleteAsync(names.Images, oldRecords, cancellationToken);
        if (oldWords.Count + oldRecords.Length > 0)
            QdrantVectorStoreLog.Removed(logger, oldWords.Count, oldRecords.Length, key.ImageId);
    }

    private Task<Acknowledgement> UpsertAsync(string collection, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        client.CallAsync(PointBatches.Upsert(collection, body), QdrantJson.Default.Acknowledgement, cancellationToken);

    private async Task DeleteAsync(string collection, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        Call call = Call.With(
            HttpMethod.Post,
            "delete",
            collection,
            $"collections/{collection}/points/delete?wait=true",
            new DeleteRequest(ids),
            QdrantJson.Default.DeleteRequest);
        await client.CallAsync(call, QdrantJson.Default.Acknowledgement, cancellationToken);
    }
}
