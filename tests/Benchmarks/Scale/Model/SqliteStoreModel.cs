namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// SQLite: one writer at a time among all processes; what waits in a process when it gets its turn shares a commit, and so the waiting for
/// the disk. A process whose turn it is not looks again every millisecond (SqliteDatabase.BeginWriteAsync).
/// </summary>
/// <param name="simulation">Its time.</param>
/// <param name="turn">One place, shared by the processes that write to the same index.</param>
/// <param name="cores">The machine's.</param>
/// <param name="core">Core that the process is bound to.</param>
/// <param name="slowdown">Of the processor time of storing.</param>
internal sealed class SqliteStoreModel(Simulation simulation, Places turn, Cores cores, int core, double slowdown) : IStoreModel
{
    private const double PollInterval = 0.001;
    private readonly List<(PictureCost Cost, Signal Done)> _waiting = [];
    private bool _isWriting;

    public Signal Replace(PictureCost cost)
    {
        var done = new Signal(simulation);
        _waiting.Add((cost, done));
        if (!_isWriting)
        {
            _isWriting = true;
            simulation.Start(WriteAsync());
        }

        return done;
    }

    private async Task WriteAsync()
    {
        while (_waiting.Count > 0)
        {
            var entered = turn.Enter();
            var mustPoll = !entered.IsCompleted;
            await entered;
            if (mustPoll)
                await simulation.Delay(simulation.Random.NextDouble() * PollInterval);
            var group = _waiting.ToList();
            _waiting.Clear();
            await cores.Use(group.Sum(write => write.Cost.Replace), core, slowdown);
            await simulation.Delay(group.Max(write => write.Cost.ReplaceWait));
            turn.Leave();
            foreach (var write in group)
                write.Done.Set();
        }

        _isWriting = false;
    }
}
