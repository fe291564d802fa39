using Indexing.VectorStore.Qdrant.Tests.Interleaving;
using Indexing.VectorStore.Qdrant.Tests.QdrantModel;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Two writers of one image in every order of their requests, and a reader between any two of these.</summary>
public sealed class InterleavedWritersTests
{
    private static readonly Func<IVectorStore, Task> Nothing = _ => Task.CompletedTask;

    [Fact]
    public async Task Replace_TwoVersionsOfANewImage_TheNewerStays() =>
        Assert.Equal(["2x2"], await EndsAsync(Nothing, new(Scenario.Write(1, 3)), new(Scenario.Write(2, 2))));

    [Fact]
    public async Task Replace_TwoVersionsOverAnOlder_TheNewerStays() =>
        Assert.Equal(["2x1"], await EndsAsync(Scenario.Write(0, 2), new(Scenario.Write(1, 3)), new(Scenario.Write(2, 1))));

    [Fact]
    public async Task Replace_DeleteAndOlderVersion_StaysDeleted() => Assert.Equal(["none"], await EndsAsync(
        Scenario.Write(0, 2), new(Scenario.Write(1, 3)), new(Scenario.Put(2, ImageStatus.Deleted))));

    [Fact]
    public async Task Replace_DeleteAndNewerVersion_TheNewerStays() => Assert.Equal(["2x3"], await EndsAsync(
        Scenario.Write(0, 2), new(Scenario.Write(2, 3)), new(Scenario.Put(1, ImageStatus.Deleted))));

    [Fact]
    public async Task Replace_DeleteAndPictureOfOneVersion_StaysDeleted() => Assert.Equal(["none"], await EndsAsync(
        Nothing, new(Scenario.Write(1, 3), RandomBits: 9), new(Scenario.Put(1, ImageStatus.Deleted))));

    [Fact]
    public async Task Replace_PendingAndIndexedOfOneVersion_StaysIndexed() => Assert.Equal(["1x3"], await EndsAsync(
        Nothing, new(Scenario.Write(1, 3)), new(Scenario.Put(1, ImageStatus.Pending), RandomBits: 9)));

    [Fact]
    public async Task Replace_OneVersionTwiceWithFewerWords_OneOfTheTwoStaysWhole() => Assert.Equal(
        ["1x1", "1x3"],
        (await EndsAsync(Nothing, new(Scenario.Write(1, 3), RandomBits: 1), new(Scenario.Write(1, 1), RandomBits: 9))).Order());

    [Fact]
    public async Task Replace_OneVersionTwiceOverItself_OneOfTheTwoStaysWhole() => Assert.Equal(
        ["1x1", "1x3"],
        (await EndsAsync(
            Scenario.Write(1, 4), new(Scenario.Write(1, 3), RandomBits: 9), new(Scenario.Write(1, 1), RandomBits: 1))).Order());

    [Fact]
    public async Task Replace_OlderWriterDiesAnywhereAndIsRedelivered_TheNewerStays() => Assert.Equal(
        ["2x2"], await EndsAsync(Nothing, new(Scenario.Write(1, 3), MayDie: true), new(Scenario.Write(2, 2))));

    [Fact]
    public async Task Replace_NewerWriterDiesAnywhereAndIsRedelivered_TheNewerStays() => Assert.Equal(
        ["2x2"], await EndsAsync(Nothing, new(Scenario.Write(1, 3)), new(Scenario.Write(2, 2), MayDie: true)));

    [Fact]
    public async Task Replace_DeleterDiesAnywhereAndIsRedelivered_StaysDeleted() => Assert.Equal(
        ["none"],
        await EndsAsync(Nothing, new(Scenario.Write(1, 3)), new(Scenario.Put(2, ImageStatus.Deleted), MayDie: true)));

    [Fact]
    public async Task Replace_OneVersionTwiceOneDiesAnywhereAndIsRedelivered_OneOfTheTwoStaysWhole() => Assert.Equal(
        ["1x1", "1x3"],
        (await EndsAsync(
            Nothing, new(Scenario.Write(1, 3), RandomBits: 1, MayDie: true), new(Scenario.Write(1, 1), RandomBits: 9))).Order());

    /// <summary>A request that the network held back arrives after the next attempt has ended.</summary>
    [Fact]
    public async Task Replace_RecordOfADeadWriterArrivesLate_StaysWhole()
    {
        foreach ((long dead, long alive) in new[] { (1L, 9L), (9L, 1L) })
        {
            var server = new QdrantModelServer();
            var late = new LateRequest(
                server, request => request.RequestUri!.AbsolutePath.EndsWith("images-1/points", StringComparison.Ordinal));
            using QdrantVectorStore first = Scenario.Open(late, new SteadyRandom(dead));
            await Assert.ThrowsAsync<VectorStoreException>(() => Scenario.Write(1, 3)(first));
            using QdrantVectorStore second = Scenario.Open(server, new SteadyRandom(alive));
            await Scenario.Write(1, 2)(second);

            await late.DeliverAsync();

            Assert.Equal(dead > alive ? "1x3" : "1x2", (await Scenario.LookAsync(second)).Words);
        }
    }

    private static async Task<IReadOnlySet<string>> EndsAsync(Func<IVectorStore, Task> before, params Role[] roles)
    {
        var schedules = new Schedules(
            before, server => Assert.Equal("0 records, 0 words", Scenario.Leftovers(server)), roles);
        IReadOnlySet<string> ends = await schedules.RunAsync();
        Assert.True(schedules.Runs > 100, $"Only {schedules.Runs} orders were tried.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{schedules.Runs} orders");
        return ends;
    }
}
