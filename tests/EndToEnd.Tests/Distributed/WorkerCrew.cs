using System.Collections.Concurrent;
using System.Diagnostics;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>So many workers, each started again when it ends, as a service manager does it.</summary>
internal sealed class WorkerCrew : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly ServiceProcess[] _workers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _supervision;
    private readonly ConcurrentBag<TimeSpan> _recoveries = [];
    private int _restarts;

    private WorkerCrew(Cluster cluster, int size)
    {
        _cluster = cluster;
        _workers = [.. Enumerable.Range(0, size).Select(_ => cluster.StartWorker())];
        _supervision = [.. Enumerable.Range(0, size).Select(SuperviseAsync)];
    }

    /// <summary>How often a worker was started again.</summary>
    public int Restarts => _restarts;

    /// <summary>From each end of a worker until its successor was ready, when it was before it ended too.</summary>
    public IReadOnlyCollection<TimeSpan> Recoveries => _recoveries;

    public IReadOnlyList<ServiceProcess> Workers => _workers;

    public static async Task<WorkerCrew> StartAsync(Cluster cluster, int size)
    {
        var crew = new WorkerCrew(cluster, size);
        try
        {
            await Task.WhenAll(crew._workers.Select(worker => worker.WaitReadyAsync()));
            return crew;
        }
        catch
        {
            await crew.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to one of them, whatever it is doing.</summary>
    public Task KillOneAsync(Random random) => _workers[random.Next(_workers.Length)].KillAsync();

    /// <summary>Restarts one after the other with SIGTERM; returns how long each took to end, and its exit code.</summary>
    public async Task<List<(TimeSpan Took, int ExitCode)>> RollAsync()
    {
        var ends = new List<(TimeSpan, int)>();
        for (var i = 0; i < _workers.Length; i++)
        {
            var worker = _workers[i];
            var took = await worker.TerminateAsync();
            ends.Add((took, worker.ExitCode));
            while (_workers[i] == worker)
                await Task.Delay(20);
            await _workers[i].WaitReadyAsync();
        }

        return ends;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_supervision);
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync(int place)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var stopped = Task.Delay(Timeout.Infinite, _stopping.Token);
            if (await Task.WhenAny(_workers[place].WaitForExitAsync(), stopped) == stopped)
                return;
            _workers[place] = _cluster.StartWorker();
            Interlocked.Increment(ref _restarts);
            _ = MeasureAsync(_workers[place], Stopwatch.StartNew());
        }
    }

    private async Task MeasureAsync(ServiceProcess worker, Stopwatch clock)
    {
        while (!_stopping.IsCancellationRequested && worker.IsRunning)
        {
            if (await worker.IsReadyAsync())
            {
                _recoveries.Add(clock.Elapsed);
                return;
            }

            await Task.Delay(50);
        }
    }
}
