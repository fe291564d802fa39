namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// The cores of one machine, shared by the threads that want to compute as a fair scheduler shares them: nobody gets more than one core,
/// and the least that anybody gets is as large as it can be. A thread may be bound to one core. The more cores are busy, the slower each
/// computes, since caches, memory and clock are shared.
/// </summary>
/// <param name="simulation">Its time.</param>
/// <param name="count">Number of cores.</param>
/// <param name="slowdownCores">
/// Busy cores at which the slowdown of a piece of work was measured; more are taken to add nothing. 1: there is none.
/// </param>
internal sealed class Cores(Simulation simulation, int count, int slowdownCores = 1)
{
    /// <summary>Any core will do.</summary>
    public const int Any = -1;

    private const double Nothing = 1e-9;
    private readonly List<Job> _jobs = [];
    private readonly int[] _bound = new int[count];
    private double _settled;
    private double _busy;
    private int _version;

    public int Count => count;

    /// <summary>Seconds that cores were occupied until now, all together.</summary>
    public double BusySeconds
    {
        get
        {
            Settle();
            return field;
        }
        private set;
    }

    /// <summary>Set when so many seconds of a core that is alone at work are done.</summary>
    /// <param name="seconds">Processor time of a core while the others are idle.</param>
    /// <param name="core">Number of the core that it is bound to, or <see cref="Any"/>.</param>
    /// <param name="slowdown">How many times as long it takes with <c>slowdownCores</c> busy.</param>
    public Signal Use(double seconds, int core = Any, double slowdown = 1)
    {
        var done = new Signal(simulation);
        if (seconds <= 0)
        {
            done.Set();
            return done;
        }

        Settle();
        _jobs.Add(new Job(core, slowdown, done) { Left = seconds });
        Share();
        return done;
    }

    private void Settle()
    {
        var passed = simulation.Now - _settled;
        _settled = simulation.Now;
        if (passed <= 0)
            return;
        BusySeconds += passed * _busy;
        foreach (var job in _jobs)
            job.Left -= passed * job.Speed;
    }

    private void Share()
    {
        var level = Level();
        _busy = 0;
        foreach (var job in _jobs)
        {
            job.Share = job.Core == Any ? level : Math.Min(level, 1.0 / _bound[job.Core]);
            _busy += job.Share;
        }

        var crowding = slowdownCores > 1 ? Math.Clamp((_busy - 1) / (slowdownCores - 1), 0, 1) : 0;
        var next = double.PositiveInfinity;
        foreach (var job in _jobs)
        {
            job.Speed = job.Share / (1 + ((job.Slowdown - 1) * crowding));
            next = Math.Min(next, job.Left / job.Speed);
        }

        var version = ++_version;
        if (_jobs.Count > 0)
            simulation.After(Math.Max(0, next), () => Finish(version));
    }

    /// <summary>
    /// The share that everybody gets who is not alone with more others on the core that it is bound to: unbound threads get what bound ones
    /// leave. A core with b bound threads leaves 1 - b * level while that is positive.
    /// </summary>
    private double Level()
    {
        Array.Clear(_bound);
        var unbound = 0;
        foreach (var job in _jobs)
        {
            if (job.Core == Any)
                unbound++;
            else
                _bound[job.Core]++;
        }

        if (unbound == 0)
            return 1;
        // What is left falls and what is wanted rises with the level, by straight pieces that begin at 1/b: so the last piece decides.
        var level = 1.0;
        foreach (var most in _bound.Distinct().OrderDescending())
        {
            var leaving = _bound.Where(bound => bound <= most).ToList();
            var reached = leaving.Count / (double)(unbound + leaving.Sum());
            if (most == 0 || reached * most <= 1)
            {
                level = reached;
                break;
            }
        }

        return Math.Min(1, level);
    }

    private void Finish(int version)
    {
        if (version != _version)
            return;
        Settle();
        foreach (var job in _jobs.Where(job => job.Left <= Nothing))
            job.Done.Set();
        _jobs.RemoveAll(job => job.Left <= Nothing);
        Share();
    }

    private sealed record Job(int Core, double Slowdown, Signal Done)
    {
        public double Left { get; set; }

        public double Share { get; set; }

        public double Speed { get; set; }
    }
}
