using Microsoft.Data.Sqlite;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// Writes images, several in one transaction. Each image is replaced as a whole or not at all: readers see the transaction's
/// commit or nothing of it.
/// </summary>
internal sealed class ImageWriter : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteConnection _connection;
    private readonly PreparedStatements _statements;
    private readonly WordWriter _words;
    private readonly SceneWriter _scenes;

    public ImageWriter(SqliteDatabase database)
    {
        _database = database;
        _connection = database.OpenWriter();
        _statements = new PreparedStatements(_connection);
        _words = new WordWriter(_statements);
        _scenes = new SceneWriter(_statements);
    }

    /// <summary>
    /// Waits for its turn and starts a transaction. IMMEDIATE: one that reads first and then wants to write fails with "busy" at once.
    /// </summary>
    public Task BeginAsync() => _database.BeginWriteAsync(_statements["begin immediate"], CancellationToken.None);

    /// <summary>Applies the requests in order and commits what <see cref="BeginAsync"/> has started; fills in their results.</summary>
    /// <returns>The state after the commit.</returns>
    public StoreState Write(IReadOnlyList<WriteRequest> requests)
    {
        try
        {
            StoreState before = ReadState();
            var change = new WriteChange(before);
            foreach (WriteRequest request in requests)
                Apply(request, change);
            if (change.ImagesWritten == 0)
            {
                _statements["rollback"].Execute();
                return before;
            }
            StoreState after = change.After();
            WriteState(after);
            _statements["commit"].Execute();
            return after;
        }
        catch
        {
            TryRollback();
            throw;
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
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
        if (stored is not null)
        {
            _words.Remove(stored, tenant, change.Generation);
            _scenes.Remove(stored, tenant, change.Generation);
        }
        long id = Put(image, tenant, request.Words.Count, change.NextWord);
        _words.Insert(request, id, tenant, change.NextWord);
        _words.InsertLabels(image, tenant, change.NextWord, request.Words.Count);
        _scenes.Insert(request, id, tenant, change.NextScene);
        change.Count(request);
        request.Result = ReplaceResult.Replaced;
    }

    private long Put(ImageRecord image, long tenant, int wordCount, long firstWord)
    {
        Statement put = _statements[
            """
            insert into images values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
            on conflict (tenant, image_id) do update set
              version = excluded.version, status = excluded.status, uri = excluded.uri, content_hash = excluded.content_hash,
              width = excluded.width, height = excluded.height, size_bytes = excluded.size_bytes,
              first_word = excluded.first_word, word_count = excluded.word_count, rejected_reason = excluded.rejected_reason,
              perceptual_hash = excluded.perceptual_hash,
              tags = excluded.tags, metadata = excluded.metadata, model_version = excluded.model_version,
              updated_at = excluded.updated_at
            returning id
            """];
        put.Bind(1, (string?)null).Bind(2, tenant).Bind(3, image.Key.ImageId).Bind(4, image.Version).Bind(5, (long)image.Status)
            .Bind(6, image.Uri).Bind(7, image.ContentHash).Bind(8, image.Width).Bind(9, image.Height).Bind(10, image.SizeBytes)
            .Bind(11, firstWord).Bind(12, wordCount).Bind(13, image.RejectedReason).Bind(14, (long?)image.PerceptualHash)
            .Bind(15, RecordJson.Write(image.Tags)).Bind(16, RecordJson.Write(image.Metadata)).Bind(17, image.ModelVersion)
            .Bind(18, image.UpdatedAt.UtcTicks);
        return One(put);
    }

    private StoredImage? Find(long tenant, string imageId)
    {
        Statement row = _statements[
            "select id, version, status, first_word, word_count, tags, metadata from images where tenant = ?1 and image_id = ?2"]
            .Bind(1, tenant).Bind(2, imageId);
        StoredImage? found = row.Step()
            ? new StoredImage(
                row.Long(0), row.Long(1), (ImageStatus)row.Int(2), row.Long(3), row.Int(4), row.Text(5), row.Text(6))
            : null;
        row.Reset();
        return found;
    }

    private long Tenant(string name)
    {
        // "do update" instead of "do nothing": only then does "returning" yield the row that was there.
        return One(_statements["insert into tenants(name) values (?1) on conflict (name) do update set name = name returning id"]
            .Bind(1, name));
    }

    private StoreState ReadState()
    {
        Statement row = _statements[StoreState.Select];
        row.Step();
        var state = StoreState.Read(row);
        row.Reset();
        return state;
    }

    private void WriteState(StoreState state) => _statements[
        """
        update state set generation = ?1, next_word = ?2, dimension = ?3, concept_dimension = ?4, next_scene = ?5, scene_dimension = ?6
        """]
        .Bind(1, state.Generation).Bind(2, state.NextWord).Bind(3, state.Dimension).Bind(4, state.ConceptDimension)
        .Bind(5, state.NextScene).Bind(6, state.SceneDimension).Execute();

    private static long One(Statement statement)
    {
        statement.Step();
        long value = statement.Long(0);
        statement.Execute();
        return value;
    }

    private void TryRollback()
    {
        try
        {
            _statements["rollback"].Execute();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (a full disk does that); the first exception tells the cause.
        }
    }
}
