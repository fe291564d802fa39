namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Reads image records and their words within a snapshot.</summary>
internal static class ImageRows
{
    private const string Columns =
        "image_id, version, status, uri, content_hash, width, height, size_bytes, word_count, rejected_reason, "
        + "perceptual_hash, tags, metadata, model_version, updated_at";

    public static List<ImageRecord> Get(ReadSession session, IReadOnlyCollection<ImageKey> keys, CancellationToken cancellationToken)
    {
        var records = new List<ImageRecord>(keys.Count);
        foreach (ImageKey key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Statement row = session
                .Statement($"select {Columns} from images where tenant = (select id from tenants where name = ?1) and image_id = ?2")
                .Bind(1, key.Tenant)
                .Bind(2, key.ImageId);
            if (row.Step())
                records.Add(Read(row, key.Tenant));
            row.Reset();
        }
        return records;
    }

    public static List<ImageRecord> List(ReadSession session, string tenant, ImageStatus? status, string? afterImageId, int limit)
    {
        Statement rows = session.Statement(
            $"""
            select {Columns} from images
            where tenant = (select id from tenants where name = ?1) and image_id > ?2 {(status is null ? "" : "and status = ?4")}
            order by image_id limit ?3
            """)
            .Bind(1, tenant)
            .Bind(2, afterImageId ?? "")
            .Bind(3, limit);
        if (status is not null)
            rows.Bind(4, (long)status);
        var records = new List<ImageRecord>();
        while (rows.Step())
            records.Add(Read(rows, tenant));
        return records;
    }

    public static List<StoredWord> Words(ReadSession session, ImageKey key)
    {
        Statement rows = session.Statement(
            $"""
            select {WordRow.Columns}
            from images i join words w on w.id between i.first_word and i.first_word + i.word_count - 1
            where i.tenant = (select id from tenants where name = ?1) and i.image_id = ?2
            order by w.region_index
            """)
            .Bind(1, key.Tenant)
            .Bind(2, key.ImageId);
        var words = new List<StoredWord>();
        while (rows.Step())
            words.Add(WordRow.Read(rows, key));
        return words;
    }

    public static List<string> Tenants(ReadSession session)
    {
        Statement rows = session.Statement(
            "select name from tenants t where exists (select 1 from images where tenant = t.id) limit 100000");
        var tenants = new List<string>();
        while (rows.Step())
            tenants.Add(rows.Text(0));
        tenants.Sort(StringComparer.Ordinal);
        return tenants;
    }

    public static StoreStatistics Statistics(ReadSession session, string tenant)
    {
        Statement rows = session.Statement(
            """
            select status, count(*), sum(word_count) from images
            where tenant = (select id from tenants where name = ?1) group by status
            """)
            .Bind(1, tenant);
        Span<long> images = stackalloc long[4];
        long words = 0;
        while (rows.Step())
        {
            images[rows.Int(0)] = rows.Long(1);
            words += rows.Long(2);
        }
        return new StoreStatistics(
            images[(int)ImageStatus.Pending], images[(int)ImageStatus.Indexed], images[(int)ImageStatus.Rejected],
            images[(int)ImageStatus.Deleted], words);
    }

    private static ImageRecord Read(Statement row, string tenant) => new()
    {
        Key = new ImageKey(tenant, row.Text(0)),
        Version = row.Long(1),
        Status = (ImageStatus)row.Int(2),
        Uri = row.TextOrNull(3),
        ContentHash = row.TextOrNull(4),
        Width = row.Int(5),
        Height = row.Int(6),
        SizeBytes = row.Long(7),
        WordCount = row.Int(8),
        RejectedReason = row.TextOrNull(9),
        PerceptualHash = (ulong?)row.LongOrNull(10),
        Tags = RecordJson.ReadTags(row.Text(11)),
        Metadata = RecordJson.ReadMetadata(row.Text(12)),
        ModelVersion = row.TextOrNull(13),
        UpdatedAt = new DateTimeOffset(row.Long(14), TimeSpan.Zero),
    };
}
