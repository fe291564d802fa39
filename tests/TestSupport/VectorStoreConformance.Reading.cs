using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>What is written in the images.</summary>
public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task ListReadings_ManyImages_CountsMostFrequentFirstThenInOrdinalOrder()
    {
        await PutReadingsAsync("a", "harbour", "hat", "exit");
        await PutReadingsAsync("b", "harbour", "hat", "");
        await PutReadingsAsync("c", "harbour", "h 2", "zoo");

        Assert.Equal([("harbour", 3L), ("hat", 2L), ("h 2", 1L)], await ReadingsAsync("h"));
        Assert.Equal([("harbour", 3L), ("hat", 2L), ("exit", 1L), ("h 2", 1L), ("zoo", 1L)], await ReadingsAsync(""));
        Assert.Equal([("harbour", 3L), ("hat", 2L), ("exit", 1L)], await ReadingsAsync("", limit: 3));
    }

    [Theory]
    [InlineData("ha", new[] { "ha", "ha 1", "ha1", "haz" })]
    [InlineData("ha ", new[] { "ha 1" })]
    [InlineData("haz", new[] { "haz" })]
    [InlineData("z", new[] { "z", "zz" })]
    [InlineData("zzz", new string[0])]
    [InlineData("1", new[] { "16" })]
    public async Task ListReadings_Prefix_FindsWhatBeginsSo(string prefix, string[] expected)
    {
        await PutReadingsAsync("a", "ha", "ha 1", "haz", "ha1", "h", "hb", "16", "aha", "z", "zz");

        Assert.Equal(expected, (await ReadingsAsync(prefix)).Select(reading => reading.Reading));
    }

    [Fact]
    public async Task ListReadings_LongPrefixOfManyReadings_StillFindsTheFew()
    {
        // Stores may look up the first characters only: twenty frequent readings share them.
        for (int i = 0; i < 3; i++)
            await PutReadingsAsync($"{i}", [.. Enumerable.Range(10, 20).Select(n => $"internal{n}")]);
        await PutReadingsAsync("few", "international", "internationals", "internat");

        Assert.Equal([("international", 1L), ("internationals", 1L)], await ReadingsAsync("internati", limit: 5));
        Assert.Equal(5, (await ReadingsAsync("internal", limit: 5)).Count());
        Assert.Equal([("internationals", 1L)], await ReadingsAsync("internationals"));
        Assert.Empty(await ReadingsAsync("internationals" + new string('x', 50)));
    }

    [Fact]
    public async Task ListReadings_OldVersionsAndOtherTenants_DoNotCount()
    {
        await PutReadingsAsync("a", "old", "kept");
        await PutAsync(SyntheticWords.Image("a", version: 2), Synthetic.Word(0, reading: "kept"), Synthetic.Word(1, reading: "young"));
        await PutReadingsAsync("gone", "kept");
        await PutAsync(SyntheticWords.Image("gone", version: 2, status: ImageStatus.Deleted));
        await PutAsync(SyntheticWords.Image("theirs", tenant: "other"), Synthetic.Word(0, reading: "kept"));

        Assert.Equal([("kept", 1L), ("young", 1L)], await ReadingsAsync(""));
    }

    [Fact]
    public async Task ListReadings_UnknownTenant_IsEmpty() =>
        Assert.Empty(await Store.ListReadingsAsync("nobody", "", 10, CancellationToken.None));

    [Theory]
    [InlineData("A", 10)]
    [InlineData("a%", 10)]
    [InlineData("é", 10)]
    [InlineData("", 0)]
    [InlineData("", 1001)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", 10)]
    public async Task ListReadings_ImpossiblePrefixOrLimit_IsRefused(string prefix, int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ReadingsAsync(prefix, limit));

    [Fact]
    public async Task ReplaceImage_ReadingOfOtherCharacters_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => PutReadingsAsync("a", "Harbour"));

    private Task<ReplaceResult> PutReadingsAsync(string id, params string[] readings) =>
        PutAsync(SyntheticWords.Image(id), [.. readings.Select((reading, n) => Synthetic.Word(n, reading: reading))]);

    private async Task<IEnumerable<(string Reading, long Images)>> ReadingsAsync(string prefix, int limit = 100) =>
        (await Store.ListReadingsAsync("tenant", prefix, limit, CancellationToken.None))
            .Select(reading => (reading.Reading, reading.Images));
}
