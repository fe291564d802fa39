using System.Diagnostics;
using System.Threading.Channels;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>
/// Puts concurrent writes into shared transactions: what waits when a commit ends goes into the next one, so that an fsync of
/// several ms is paid once per group and not once per image. A single caller gets a transaction of its own at once.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int Capacity = 1024;

    /// <summary>Bounds a transaction to some 10 MB, so that other processes get their turn.</summary>
    private const int MaxWordsPerCommit = 4096;

    private readonly SqliteDatabase _database;
    private readonly Action<StoreState> _committed;
    private readonly Channel<WriteRequest> _requests;
    private readonly Task _loop;
    private ImageWriter? _writer;

    /// <param name="database">Where to write.</param>
    /// <param name="committed">Called after each commit, on the writing thread; must not throw or block.</param>
    public WriteQueue(SqliteDatabase database, Action<StoreState> committed)
    {
        _database = database;
        _committed = committed;
        _requests = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(Capacity) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    public async Task<ReplaceResult> WriteAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteVectorStore));
        }
        await using CancellationTokenRegistration registration =
            cancellationToken.UnsafeRegister(static (state, token) => ((WriteRequest)state!).Cancel(token), request);
        return await request.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _loop;
        _writer?.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new List<WriteRequest>();
        while (await _requests.Reader.WaitToReadAsync())
        {
            await CommitAsync(group);
            group.Clear();
        }
    }

    private void Collect(List<WriteRequest> group)
    {
        int words = 0;
        while (words < MaxWordsPerCommit && _requests.Reader.TryRead(out WriteRequest? request))
        {
            if (!request.TryClaim())
                continue;
            group.Add(request);
            words += request.Words.Count;
        }
    }

    private async Task CommitAsync(List<WriteRequest> group)
    {
        try
        {
            long start = Stopwatch.GetTimestamp();
            _writer ??= new ImageWriter(_database);
            await _writer.BeginAsync();
            // Only now: who waits for another process can still be cancelled, and more come together.
            Collect(group);
            StoreState state = _writer.Write(group);
            SqliteVectorStoreTelemetry.CommitDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            SqliteVectorStoreTelemetry.CommitImages.Record(group.Count);
            foreach (WriteRequest request in group)
                request.Complete();
            _committed(state);
        }
        catch (Exception exception)
        {
            // The loop must live on; each caller gets the failure. A new connection knows nothing of the failed transaction.
            _writer?.Dispose();
            _writer = null;
            if (group.Count == 0)
                Collect(group);
            foreach (WriteRequest request in group)
                request.Fail(exception);
        }
    }
}
