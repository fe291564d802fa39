using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>Images that look alike.</summary>
public abstract partial class VectorStoreConformance
{
    /// <summary>With the highest bit: a store that keeps signed numbers must not lose it.</summary>
    private const ulong Look = 0x9ABC_DEF0_1234_5678;

    [Fact]
    public async Task FindLookalikes_HashesAtManyDistances_FindsTheNearInOrderOfDistanceThenId()
    {
        await PutLookAsync("same", Look);
        await PutLookAsync("one b", Look ^ (1UL << 63));
        await PutLookAsync("one a", Look ^ 1);
        await PutLookAsync("seven", Look ^ 0x0101_0101_0101_0100); // a bit in each of seven bytes
        await PutLookAsync("seven in a row", Look ^ 0x7F);
        await PutLookAsync("eight", Look ^ 0x0101_0101_0101_0101);
        await PutLookAsync("opposite", ~Look);

        Assert.Equal(
            [("same", 0), ("one a", 1), ("one b", 1), ("seven", 7), ("seven in a row", 7)], await LookalikesAsync(Look, maxDistance: 7));
        Assert.Equal([("same", 0), ("one a", 1), ("one b", 1)], await LookalikesAsync(Look, maxDistance: 6));
        Assert.Equal([("same", 0)], await LookalikesAsync(Look, maxDistance: 0));
        Assert.Equal([("same", 0), ("one a", 1)], await LookalikesAsync(Look, maxDistance: 7, limit: 2));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    public async Task FindLookalikes_ExtremeHash_IsFoundAndComesBack(ulong hash)
    {
        await PutLookAsync("a", hash);
        await PutLookAsync("unknown", null);

        Assert.Equal([("a", 1)], await LookalikesAsync(hash ^ (1UL << 63), maxDistance: 7));
        Assert.Equal(hash, (await GetAsync("a"))!.PerceptualHash);
        Assert.Null((await GetAsync("unknown"))!.PerceptualHash);
    }

    [Fact]
    public async Task FindLookalikes_OtherStatusTenantOrVersion_IsNotFound()
    {
        await PutLookAsync("replaced", Look);
        await PutAsync(SyntheticWords.Image("replaced", version: 2) with { PerceptualHash = ~Look });
        await PutLookAsync("forgotten", Look);
        await PutAsync(SyntheticWords.Image("forgotten", version: 2) with { PerceptualHash = null });
        foreach (ImageStatus status in (ImageStatus[])[ImageStatus.Pending, ImageStatus.Rejected, ImageStatus.Deleted])
            await PutAsync(SyntheticWords.Image($"{status}", status: status) with { PerceptualHash = Look });
        await PutLookAsync("deleted later", Look);
        await PutAsync(SyntheticWords.Image("deleted later", version: 2, status: ImageStatus.Deleted) with { PerceptualHash = Look });
        await PutAsync(SyntheticWords.Image("theirs", tenant: "other") with { PerceptualHash = Look });

        Assert.Empty(await LookalikesAsync(Look, maxDistance: 7));
    }

    [Fact]
    public async Task FindLookalikes_MoreThanTheLimit_ReturnsTheNearest()
    {
        for (int i = 0; i < 12; i++)
            await PutLookAsync($"{i:D2}", Look ^ ((1UL << (i % 4)) - 1));

        Assert.Equal([("00", 0), ("04", 0), ("08", 0), ("01", 1), ("05", 1)], await LookalikesAsync(Look, maxDistance: 7, limit: 5));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(8, 10)]
    [InlineData(3, 0)]
    [InlineData(3, 1001)]
    public async Task FindLookalikes_ImpossibleDistanceOrLimit_IsRefused(int maxDistance, int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => LookalikesAsync(Look, maxDistance, limit));

    private Task<ReplaceResult> PutLookAsync(string id, ulong? hash) =>
        PutAsync(SyntheticWords.Image(id) with { PerceptualHash = hash });

    private async Task<IEnumerable<(string Id, int Distance)>> LookalikesAsync(ulong hash, int maxDistance, int limit = 100) =>
        (await Store.FindLookalikesAsync("tenant", hash, maxDistance, limit, CancellationToken.None)).Select(image =>
        {
            Assert.Equal("tenant", image.Image.Tenant);
            return (image.Image.ImageId, image.Distance);
        });
}
