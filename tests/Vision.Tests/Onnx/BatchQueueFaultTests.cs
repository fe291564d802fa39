using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Onnx;

public sealed class BatchQueueFaultTests
{
    private const string OutOfMemory = "[ErrorCode:Fail] CUDA failure 2: out of memory ; GPU=0 ; hostname=h ; file=f ; line=1 ; ";
    private const string Lost = "[ErrorCode:Fail] CUDA failure 719: unspecified launch failure ; GPU=0 ; hostname=h ; file=f ; ";
    private static readonly InferenceOptions OneRunner = new() { Runners = 1 };

    [Fact]
    public async Task Run_DeviceMemoryTooSmall_HalvesAndKeepsLaterBatchesSmall()
    {
        using var network = new ScriptedNetwork(8, OneRunner);
        var failures = 0;
        network.Behaviour = values =>
        {
            if (values.Length <= 2)
                return;
            failures++;
            throw new InvalidOperationException(OutOfMemory);
        };
        await network.PlugAsync();
        Task[] calls = [.. Enumerable.Range(1, 16).Select(value => network.CallAsync(value))];

        network.Unplug();
        await Task.WhenAll(calls);

        Assert.Equal(Enumerable.Repeat(2, 8), network.Runs.Select(run => run.Length));
        // The first eight and one half of them; the other half and the other eight were never run together.
        Assert.Equal(2, failures);
    }

    [Fact]
    public async Task Run_OneCallTooLargeForTheDevice_IsCutByTheLimit()
    {
        using var network = new ScriptedNetwork(64, OneRunner);
        network.Behaviour = _ =>
        {
            if (network.Limit > 16)
                throw new InvalidOperationException(OutOfMemory);
        };

        await network.CallAsync(1, size: 64);

        Assert.Equal([[1]], network.Runs);
        Assert.Equal(16, network.Limit);
    }

    [Fact]
    public async Task Run_OneItemTooLargeForTheDevice_FailsForNowWithTheReason()
    {
        using var network = new ScriptedNetwork(4, OneRunner);
        network.Behaviour = _ => throw new InvalidOperationException(OutOfMemory);

        var failure = await Assert.ThrowsAsync<InferenceException>(() => network.CallAsync(1));

        Assert.Contains(OutOfMemory, failure.Message, StringComparison.Ordinal);
        Assert.True(failure is { IsTransient: true, IsDeviceLost: false });
        Assert.Null(network.Health.Loss);
    }

    [Fact]
    public async Task Run_DeviceIsLost_FailsAllCallsAsTransientAndTouchesItNoMore()
    {
        using var network = new ScriptedNetwork(4, OneRunner);
        var touched = 0;
        network.Behaviour = _ =>
        {
            touched++;
            throw new InvalidOperationException(Lost);
        };
        await network.PlugAsync();
        Task[] calls = [.. Enumerable.Range(1, 6).Select(value => network.CallAsync(value))];

        network.Unplug();

        foreach (var call in calls)
            Assert.True((await Assert.ThrowsAsync<InferenceException>(() => call)).IsDeviceLost);
        Assert.True((await Assert.ThrowsAsync<InferenceException>(() => network.CallAsync(7))).IsTransient);
        // Not the halves of the first batch, not the second batch, not the call that came afterwards.
        Assert.Equal(1, touched);
        Assert.Contains("719", network.Health.Loss, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnotherNetworkLostTheDevice_IsRefused()
    {
        using var network = new ScriptedNetwork(4, OneRunner);
        network.Health.Examine("other", new InvalidOperationException(Lost));

        await Assert.ThrowsAsync<InferenceException>(() => network.CallAsync(1));

        Assert.Empty(network.Runs);
    }
}
