using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// Writes images, several in one transaction. Each image is replaced as a whole or not at all: readers see the transaction's
/// commit or nothing of it.
/// </summary>
internal sealed class ImageWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public ImageWriter(SqliteDatabase database) => _connection = database.OpenWriter();

    /// <summary>Applies the requests in order and commits; fills in their results.</summary>
    /// <returns>The state after the commit.</returns>
    public StoreState Write(IReadOnlyList<WriteRequest> requests)
    {
        // IMMEDIATE: a transaction that reads first and then wants to write fails with "busy" without waiting.
        Statement("begin immediate").Execute();
        try
        {
            StoreState before = ReadState();
            var change = new WriteChange(before);
            foreach (WriteRequest request in requests)
                Apply(request, change);
            if (change.ImagesWritten == 0)
            {
                Statement("rollback").Execute();
                return before;
            }
            Statement("update state set generation = ?1, next_word = ?2, dimension = ?3")
                .Bind(1, change.Generation).Bind(2, change.NextWord).Bind(3, change.Dimension).Execute();
            Statement("commit").Execute();
            return new StoreState(before.StoreId, change.Generation, change.NextWord, change.Dimension);
        }
        catch
        {
            TryRollback();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (Statement statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private void Apply(WriteRequest request, WriteChange change)
    {
        if (!change.Accepts(request))
            return;
        ImageRecord image = request.Image;
        long tenant = Tenant(image.Key.Tenant);
        StoredImage? stored = Find(tenant, image.Key.ImageId);
        if (stored is not null && stored.Supersedes(image))
        {
            request.Result = ReplaceResult.Superseded;
            return;
        }
        if (stored is { WordCount: > 0 })
            RemoveWords(tenant, stored, change.Generation);
        long id = Put(image, tenant, stored?.Id, request.Words.Count, change.NextWord);
        Insert(request.Words, id, tenant, change.NextWord);
        InsertTags(image, tenant, change.NextWord, request.Words.Count);
        change.Count(request.Words);
        request.Result = ReplaceResult.Replaced;
    }

    private void RemoveWords(long tenant, StoredImage stored, long generation)
    {
        Statement("delete from words where id between ?1 and ?2")
            .Bind(1, stored.FirstWord).Bind(2, stored.FirstWord + stored.WordCount - 1).Execute();
        Statement("insert into dead_words values (?1, ?2, ?3)")
            .Bind(1, generation).Bind(2, stored.FirstWord).Bind(3, stored.WordCount).Execute();
        foreach (string tag in RecordJson.ReadTags(stored.Tags).Distinct(StringComparer.Ordinal))
            Statement("delete from image_tags where tenant = ?1 and tag = ?2 and first_word = ?3")
                .Bind(1, tenant).Bind(2, tag).Bind(3, stored.FirstWord).Execute();
    }

    private long Put(ImageRecord image, long tenant, long? id, int wordCount, long firstWord)
    {
        Statement put = Statement(
            """
            insert into images values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            on conflict (tenant, image_id) do update set
              version = excluded.version, status = excluded.status, uri = excluded.uri, content_hash = excluded.content_hash,
              width = excluded.width, height = excluded.height, size_bytes = excluded.size_bytes,
              first_word = excluded.first_word, word_count = excluded.word_count, rejected_reason = excluded.rejected_reason,
              tags = excluded.tags, metadata = excluded.metadata, model_version = excluded.model_version,
              updated_at = excluded.updated_at
            returning id
            """);
        if (id is { } known)
            put.Bind(1, known);
        else
            put.Bind(1, (string?)null);
        put.Bind(2, tenant).Bind(3, image.Key.ImageId).Bind(4, image.Version).Bind(5, (long)image.Status).Bind(6, image.Uri)
            .Bind(7, image.ContentHash).Bind(8, image.Width).Bind(9, image.Height).Bind(10, image.SizeBytes).Bind(11, firstWord)
            .Bind(12, wordCount).Bind(13, image.RejectedReason).Bind(14, RecordJson.Write(image.Tags))
            .Bind(15, RecordJson.Write(image.Metadata)).Bind(16, image.ModelVersion).Bind(17, image.UpdatedAt.UtcTicks);
        return One(put);
    }

    private void Insert(IReadOnlyList<WordRecord> words, long image, long tenant, long firstWord)
    {
        Span<NormalizedQuad> quad = stackalloc NormalizedQuad[1];
        for (int i = 0; i < words.Count; i++)
        {
            WordRecord word = words[i];
            quad[0] = word.Quad;
            Statement("insert into words values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
                .Bind(1, firstWord + i).Bind(2, image).Bind(3, tenant).Bind(4, word.RegionIndex).Bind(5, word.Confidence)
                .Bind(6, word.DetectionScore).Bind(7, MemoryMarshal.AsBytes(quad)).Bind(8, word.Transcription)
                .Bind(9, MemoryMarshal.AsBytes(word.Lexical.Span)).Bind(10, word.Posteriors.Span).Execute();
        }
    }

    private void InsertTags(ImageRecord image, long tenant, long firstWord, int wordCount)
    {
        if (wordCount == 0)
            return;
        foreach (string tag in image.Tags.Distinct(StringComparer.Ordinal))
            Statement("insert into image_tags values (?1, ?2, ?3, ?4)")
                .Bind(1, tenant).Bind(2, tag).Bind(3, firstWord).Bind(4, wordCount).Execute();
    }

    private StoredImage? Find(long tenant, string imageId)
    {
        Statement row = Statement(
            "select id, version, status, first_word, word_count, tags from images where tenant = ?1 and image_id = ?2")
            .Bind(1, tenant).Bind(2, imageId);
        StoredImage? found = row.Step()
            ? new StoredImage(row.Long(0), row.Long(1), (ImageStatus)row.Int(2), row.Long(3), row.Int(4), row.Text(5))
            : null;
        row.Reset();
        return found;
    }

    private long Tenant(string name)
    {
        // "do update" instead of "do nothing": only then does "returning" yield the row that was there.
        return One(Statement("insert into tenants(name) values (?1) on conflict (name) do update set name = name returning id").Bind(1, name));
    }

    private StoreState ReadState()
    {
        Statement row = Statement("select store_id, generation, next_word, dimension from state");
        row.Step();
        var state = new StoreState(new Guid(row.Blob(0)), row.Long(1), row.Long(2), row.Int(3));
        row.Reset();
        return state;
    }

    private static long One(Statement statement)
    {
        statement.Step();
        long value = statement.Long(0);
        statement.Execute();
        return value;
    }

    private Statement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
            _statements.Add(sql, statement = new Statement(_connection, sql));
        return statement.Begin();
    }

    private void TryRollback()
    {
        try
        {
            Statement("rollback").Execute();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (a full disk does that); the first exception tells the cause.
        }
    }
}
