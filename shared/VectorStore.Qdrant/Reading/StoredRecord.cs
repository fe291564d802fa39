using System.Globalization;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Writing;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>One write's record as it was read, and its place among the writes of its image.</summary>
internal sealed record StoredRecord(string PointId, ImageRecord Image, WriteOrder Order)
{
    public static StoredRecord From(ReadPoint<RecordPayload> point)
    {
        RecordPayload payload = point.Payload;
        var image = new ImageRecord
        {
            Key = new ImageKey(payload.Tenant, payload.Image),
            Version = payload.Version,
            Status = StatusOf(payload),
            Uri = payload.Uri,
            ContentHash = payload.Hash,
            Width = payload.Width,
            Height = payload.Height,
            SizeBytes = payload.Size,
            WordCount = payload.Words,
            RejectedReason = payload.Reason,
            PerceptualHash = HashOf(payload),
            Tags = payload.Tags,
            Metadata = payload.Metadata,
            ModelVersion = payload.Model,
            UpdatedAt = payload.Updated,
        };
        return new StoredRecord(point.Id, image, WriteOrder.Of(image, payload.Write));
    }

    /// <summary>How a status is stored.</summary>
    public static string NameOf(ImageStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The perceptual hash, if the picture was decoded.</summary>
    public static ulong? HashOf(RecordPayload payload) =>
        payload.Look is { } look ? ulong.Parse(look, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : null;

    public static RecordPoint ToPoint(ImageRecord image, int words, ReadOnlyMemory<float> scene, long write) => new(
        PointIds.Record(image.Key, image.Version, write),
        new RecordPayload
        {
            Tenant = image.Key.Tenant,
            Key = PointIds.Image(image.Key),
            Image = image.Key.ImageId,
            Order = PointIds.SortKey(image.Key.ImageId),
            Version = image.Version,
            Write = write,
            Status = NameOf(image.Status),
            Uri = image.Uri,
            Hash = image.ContentHash,
            Width = image.Width,
            Height = image.Height,
            Size = image.SizeBytes,
            Words = words,
            Reason = image.RejectedReason,
            Look = image.PerceptualHash?.ToString("x16", CultureInfo.InvariantCulture),
            Bands = image.PerceptualHash is { } hash ? SearchTerms.Bands(hash) : null,
            Tags = image.Tags,
            Metadata = image.Metadata,
            Model = image.ModelVersion,
            Updated = image.UpdatedAt,
            Labels = scene.IsEmpty ? null : SearchTerms.Labels(image.Metadata),
            Written = scene.IsEmpty ? null : SearchTerms.Microseconds(image.UpdatedAt.UtcTicks),
        })
    {
        Vector = new RecordVectors(scene.IsEmpty ? default(ReadOnlyMemory<float>?) : scene),
    };

    /// <summary>The place of a record of which only these fields were read.</summary>
    public static WriteOrder OrderOf(RecordPayload payload) =>
        new(payload.Version, WriteOrder.RankOf(StatusOf(payload)), payload.Write);

    private static ImageStatus StatusOf(RecordPayload payload) =>
        Enum.TryParse(payload.Status, ignoreCase: true, out ImageStatus status) ? status : throw Foreign(payload.Status);

    private static VectorStoreException Foreign(string status) => new(
        $"A record has the status '{status}', which this program does not know: a newer one wrote it. Update this one.",
        isTransient: false);
}
