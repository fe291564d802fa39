using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>
/// Runs participants in every possible order of their requests: each run follows the choices of the one before up to the last that
/// has an alternative. After each request a reader looks, except where the run before has looked at the same point already.
/// </summary>
internal sealed class Schedules(Func<IVectorStore, Task> prepare, Action<QdrantModelServer> finish, params Role[] roles)
{
    private readonly List<(int Choice, int Options)> _path = [];
    private readonly List<Sight> _seen = [];

    public int Runs { get; private set; }

    /// <returns>The words that were there in the end, over all runs.</returns>
    public async Task<IReadOnlySet<string>> RunAsync()
    {
        var ends = new HashSet<string>();
        do
        {
            ends.Add(await RunOnceAsync());
            Runs++;
        }
        while (Advance());
        return ends;
    }

    private bool Advance()
    {
        while (_path.Count > 0 && _path[^1].Choice + 1 == _path[^1].Options)
            _path.RemoveAt(_path.Count - 1);
        if (_path.Count == 0)
            return false;
        _path[^1] = (_path[^1].Choice + 1, _path[^1].Options);
        _seen.RemoveRange(_path.Count - 1, _seen.Count - (_path.Count - 1));
        return true;
    }

    private async Task<string> RunOnceAsync()
    {
        var server = new QdrantModelServer();
        using QdrantVectorStore observer = Scenario.Open(server);
        await observer.GetStatisticsAsync("warm-up", CancellationToken.None);
        await prepare(observer);
        var participants = new List<Participant>();
        foreach (Role role in roles)
            participants.Add(await Participant.CreateAsync(server, role));
        foreach (Participant participant in participants)
            await participant.StartAsync();
        for (int depth = 0; Options(participants) is { Count: > 0 } options; depth++)
        {
            if (depth == _path.Count)
                _path.Add((0, options.Count));
            (Participant next, Turn turn) = options[_path[depth].Choice];
            await next.StepAsync(turn);
            if (depth == _seen.Count)
                await LookAsync(observer);
        }
        foreach (Participant dead in participants.Where(participant => participant.Died))
            await dead.RedeliverAsync();
        participants.ForEach(participant => participant.Dispose());
        Sight end = await Scenario.LookAsync(observer);
        finish(server);
        return end.Words;
    }

    private static List<(Participant Who, Turn Turn)> Options(List<Participant> participants) =>
    [
        .. participants.Where(participant => participant.IsWaiting).SelectMany(participant => participant.MayDie
            ? new[] { (participant, Turn.Pass), (participant, Turn.Die) }
            : [(participant, Turn.Pass)]),
    ];

    private async Task LookAsync(IVectorStore observer)
    {
        Sight now = await Scenario.LookAsync(observer);
        Assert.False(_seen.Count > 0 && now.IsBefore(_seen[^1]), $"The image went back from {_seen.LastOrDefault()} to {now}.");
        _seen.Add(now);
    }
}
