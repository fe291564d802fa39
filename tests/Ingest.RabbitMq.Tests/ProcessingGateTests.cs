namespace Indexing.Ingest.RabbitMq.Tests;

public sealed class ProcessingGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_BesideOthers_DoesNotWait()
    {
        using var gate = new ProcessingGate();
        using var first = await gate.EnterAsync(Cancellation);
        using var second = await gate.EnterAsync(Cancellation);
    }

    [Fact]
    public async Task EnterAloneAsync_WithWorkInside_WaitsForItAndLetsNobodyPass()
    {
        using var gate = new ProcessingGate();
        var first = await gate.EnterAsync(Cancellation);
        var alone = gate.EnterAloneAsync(Cancellation);
        var late = gate.EnterAsync(Cancellation);
        Assert.False(alone.IsCompleted);

        first.Dispose();
        var inside = await alone;
        Assert.False(late.IsCompleted);

        inside.Dispose();
        (await late).Dispose();
    }

    [Fact]
    public async Task EnterAloneAsync_Cancelled_LetsTheOthersOn()
    {
        using var gate = new ProcessingGate();
        var first = await gate.EnterAsync(Cancellation);
        using var cancel = new CancellationTokenSource();
        var alone = gate.EnterAloneAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        (await gate.EnterAsync(Cancellation)).Dispose();
        first.Dispose();
    }

    [Fact]
    public async Task EnterAsync_ManyAtOnceWithSomeAlone_NeverMixes()
    {
        using var gate = new ProcessingGate();
        var (together, alone, mixed) = (0, 0, 0);
        var counting = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var isAlone = i % 10 == 0;
            using (isAlone ? await gate.EnterAloneAsync(Cancellation) : await gate.EnterAsync(Cancellation))
            {
                Count(isAlone, 1);
                await Task.Yield();
                Count(isAlone, -1);
            }
        })));

        Assert.Equal(0, mixed);

        void Count(bool isAlone, int step)
        {
            lock (counting)
            {
                if (isAlone)
                    alone += step;
                else
                    together += step;
                if (alone > 1 || (alone == 1 && together > 0))
                    mixed++;
            }
        }
    }
}
