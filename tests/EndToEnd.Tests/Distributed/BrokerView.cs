using Indexing.TestSupport.Servers;
using RabbitMQ.Client;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>What an operator sees of one virtual host of the broker.</summary>
internal sealed class BrokerView(RabbitMqServer server, Uri virtualHost)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300);

    public Uri Address => virtualHost;

    private string Name => virtualHost.AbsolutePath.Length > 1 ? virtualHost.AbsolutePath[1..] : "/";

    /// <summary>Messages of every queue, those in the hands of workers included.</summary>
    public Task<IReadOnlyDictionary<string, int>> QueueDepthsAsync() => server.QueueDepthsAsync(Name);

    /// <summary>Messages that are still to be worked on, parked ones and those in hand included.</summary>
    public async Task<int> PendingAsync() =>
        (await QueueDepthsAsync()).Where(queue => QueueNames.IsWork(queue.Key)).Sum(queue => queue.Value);

    public async Task WaitUntilIdleAsync(TimeSpan patience)
    {
        using var clock = new CancellationTokenSource(patience);
        while (await PendingAsync() > 0)
        {
            Assert.False(clock.IsCancellationRequested, $"Still pending: {string.Join(", ", await QueueDepthsAsync())}");
            await Task.Delay(Poll);
        }
    }

    /// <summary>Waits until every queue is declared and would outlive a kill of the broker.</summary>
    public async Task WaitUntilDeclaredAsync(TimeSpan patience)
    {
        using var clock = new CancellationTokenSource(patience);
        while (await QueueDepthsAsync() is { Count: < QueueNames.Count } queues)
        {
            Assert.False(clock.IsCancellationRequested, $"Declared are only {string.Join(", ", queues.Keys)}.");
            await Task.Delay(Poll);
        }

        await server.SyncAsync();
    }

    public Task SetPolicyAsync(string name, string queue, string definition) =>
        server.ControlAsync(
            "set_policy", "-p", Name, name, $"^{queue.Replace(".", "\\.", StringComparison.Ordinal)}$", definition, "--apply-to", "queues");

    /// <summary>Removes the virtual host with everything in it.</summary>
    public Task RemoveAsync() => server.RemoveVirtualHostAsync(Name);

    /// <summary>Takes every dead letter out of its queue.</summary>
    public Task<List<DeadLetter>> TakeDeadLettersAsync() => ReadDeadLettersAsync(take: true);

    /// <summary>Reads every dead letter and leaves them where they are.</summary>
    public Task<List<DeadLetter>> PeekDeadLettersAsync() => ReadDeadLettersAsync(take: false);

    /// <summary>Does something with a channel of its own.</summary>
    public async Task<T> OnChannelAsync<T>(Func<IChannel, Task<T>> action)
    {
        using var patience = new CancellationTokenSource(ConnectPatience);
        var factory = new ConnectionFactory { Uri = virtualHost, AutomaticRecoveryEnabled = false, ClientProvidedName = "operator" };
        await using var connection = await factory.CreateConnectionAsync(patience.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: patience.Token);
        return await action(channel);
    }

    private Task<List<DeadLetter>> ReadDeadLettersAsync(bool take) => OnChannelAsync(async channel =>
    {
        var letters = new List<DeadLetter>();
        while (await channel.BasicGetAsync(QueueNames.DeadLetters, autoAck: take) is { } entry)
            letters.Add(DeadLetter.Of(entry));
        return letters;
    });
}
