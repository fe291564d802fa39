using Indexing.VectorStore.Qdrant.Tests.Interleaving;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>A reader and a writer in every order of their requests: the reader sees the old or the new words, whole, or scene.</summary>
public sealed class InterleavedReaderTests
{
    [Fact]
    public Task GetWords_WhileReplaced_SeesOneWholeWrite() => AssertWholeAsync(Scenario.WordsAsync, Scenario.Write(2, 2), "2x2");

    [Fact]
    public Task SearchWords_WhileReplaced_SeesOneWholeWrite() => AssertWholeAsync(Scenario.SearchAsync, Scenario.Write(2, 2), "2x2");

    [Fact]
    public Task GetWords_WhileReplacedBySameVersion_SeesOneWholeWrite() =>
        AssertWholeAsync(Scenario.WordsAsync, Scenario.Write(1, 1), "1x1");

    [Fact]
    public Task SearchWords_WhileReplacedBySameVersion_SeesOneWholeWrite() =>
        AssertWholeAsync(Scenario.SearchAsync, Scenario.Write(1, 1), "1x1");

    [Fact]
    public Task SearchWords_WhileDeleted_SeesAllOrNone() =>
        AssertWholeAsync(Scenario.SearchAsync, Scenario.Put(2, ImageStatus.Deleted), "none");

    [Fact]
    public Task SearchGrams_WhileReplaced_SeesOneWholeWrite() =>
        AssertWholeAsync(Scenario.SearchGramsAsync, Scenario.Write(2, 2), "2x2");

    [Fact]
    public Task SearchGrams_WhileDeleted_SeesAllOrNone() =>
        AssertWholeAsync(Scenario.SearchGramsAsync, Scenario.Put(2, ImageStatus.Deleted), "none");

    [Fact]
    public Task GetScene_WhileReplaced_SeesTheOldOrTheNewOne() =>
        AssertWholeAsync(Scenario.SceneAsync, Scenario.Write(2, 2), "2x2");

    [Fact]
    public Task GetScene_WhileDeleted_SeesItOrNone() =>
        AssertWholeAsync(Scenario.SceneAsync, Scenario.Put(2, ImageStatus.Deleted), "none");

    [Fact]
    public Task SearchScenes_WhileReplaced_SeesTheOldOrTheNewOne() =>
        AssertWholeAsync(Scenario.SearchScenesAsync, Scenario.Write(2, 2), "2x2");

    [Fact]
    public Task SearchScenes_WhileReplacedBySameVersion_SeesTheOldOrTheNewOne() =>
        AssertWholeAsync(Scenario.SearchScenesAsync, Scenario.Write(1, 1), "1x1");

    [Fact]
    public Task SearchScenes_WhileDeleted_SeesItOrNone() =>
        AssertWholeAsync(Scenario.SearchScenesAsync, Scenario.Put(2, ImageStatus.Deleted), "none");

    private static async Task AssertWholeAsync(
        Func<IVectorStore, Task<string>> read, Func<IVectorStore, Task> write, string after)
    {
        var seen = new HashSet<string>();
        var schedules = new Schedules(
            Scenario.Write(1, 3),
            _ => { },
            new Role(async store => seen.Add(await read(store))),
            new Role(write));

        await schedules.RunAsync();

        Assert.Equal(new[] { "1x3", after }.Order(), seen.Order());
    }
}
