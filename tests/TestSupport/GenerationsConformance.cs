using Indexing.VectorStore;

namespace Indexing.TestSupport;

/// <summary>What every <see cref="IGenerations"/> does; a short subclass per store runs it.</summary>
public abstract class GenerationsConformance : IAsyncLifetime
{
    private IGenerations _generations = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the generations of one index; a second call opens the same index again, as another process would.</summary>
    protected abstract ValueTask<IGenerations> OpenAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _generations = await OpenAsync();

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        (_generations as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task GetActive_NothingThere_IsTheFirstWithoutAModel() =>
        Assert.Equal(new Generation("1", null, GenerationRole.Active), await _generations.GetActiveAsync(Cancellation));

    [Fact]
    public async Task GetActive_PicturesThere_KnowsTheModelThatReadThem()
    {
        await FillFirstAsync();

        Assert.Equal(new Generation("1", "scene-text/2", GenerationRole.Active), await _generations.GetActiveAsync(Cancellation));
    }

    [Fact]
    public async Task GetActive_FirstPictureArrivesLater_KnowsTheModelThen()
    {
        Assert.Null((await _generations.GetActiveAsync(Cancellation)).Model);
        await FillFirstAsync();

        Assert.Equal("scene-text/2", (await _generations.GetActiveAsync(Cancellation)).Model);
    }

    [Fact]
    public async Task Add_Another_IsIdleAndEmpty()
    {
        await FillFirstAsync();
        var next = await _generations.AddAsync("scene-text/3", Cancellation);

        Assert.Equal(new Generation("2", "scene-text/3", GenerationRole.Idle), next);
        Assert.Equal(["1 Active", "2 Idle"], await NamesAsync());
        await WithStoreAsync(next, async store => Assert.Empty(await store.ListTenantsAsync(Cancellation)));
    }

    [Fact]
    public async Task Add_OfAModelThatHasBegun_IsTheSameGeneration()
    {
        await FillFirstAsync();
        var first = await _generations.AddAsync("scene-text/3", Cancellation);
        await WithStoreAsync(first, store => WriteAsync(store, "begun"));
        var other = await OpenAsync();

        var second = await other.AddAsync("scene-text/3", Cancellation);

        Assert.Equal(first, second);
        await WithStoreAsync(second, async store => Assert.Equal(["begun"], await IdsAsync(store)));
        (other as IDisposable)?.Dispose();
    }

    /// <summary>After a way back, pictures that could not be read again keep what the other model read.</summary>
    [Fact]
    public async Task GetActive_PicturesOfAnotherModelInTheFirst_StillKnowsItsOwn()
    {
        await FillFirstAsync();
        await _generations.AddAsync("scene-text/3", Cancellation);
        await WithStoreAsync(await _generations.GetActiveAsync(Cancellation), async store =>
        {
            await store.ReplaceImageAsync(
                SyntheticWords.Image("first", version: 2) with { ModelVersion = "scene-text/3" }, [], Cancellation);
            Assert.Equal(["first"], await IdsAsync(store));
        });
        var other = await OpenAsync();

        Assert.Equal("scene-text/2", (await other.GetActiveAsync(Cancellation)).Model);
        (other as IDisposable)?.Dispose();
    }

    [Fact]
    public async Task Drop_TheFormer_IsNoLongerTheWayBack()
    {
        await FillFirstAsync();
        await _generations.AddAsync("scene-text/3", Cancellation);
        await _generations.ActivateAsync("2", Cancellation);
        await _generations.ActivateAsync("1", Cancellation);
        await _generations.DropAsync("2", Cancellation);

        Assert.Equal(["1 Active"], await NamesAsync());
        Assert.Equal("scene-text/2", (await _generations.GetActiveAsync(Cancellation)).Model);
    }

    [Fact]
    public async Task Write_ScenesToOneGeneration_LeavesTheOtherWithout()
    {
        await FillFirstAsync();
        var next = await _generations.AddAsync("scene-text/2+scene-sentence/1", Cancellation);
        float[] scene = new SyntheticWords(3, dimension: 96).UnitVector();
        await WithStoreAsync(next, store => store.ReplaceImageAsync(SyntheticWords.Image("new"), [], scene, Cancellation));

        var search = new SceneSearch { Tenant = "tenant", Vector = scene, Limit = 10 };
        await WithStoreAsync(next, async store =>
            Assert.Equal("new", Assert.Single(await store.SearchScenesAsync(search, Cancellation)).Image.ImageId));
        await WithStoreAsync(await _generations.GetActiveAsync(Cancellation), async store =>
        {
            Assert.Empty(await store.SearchScenesAsync(search, Cancellation));
            Assert.True((await store.GetSceneAsync(new("tenant", "first"), Cancellation)).IsEmpty);
            Assert.Equal(["first"], await IdsAsync(store));
        });
    }

    [Fact]
    public async Task Write_ToOneGeneration_IsNotSeenInAnother()
    {
        await FillFirstAsync();
        var next = await _generations.AddAsync("scene-text/3", Cancellation);
        await WithStoreAsync(next, store => WriteAsync(store, "new"));

        await WithStoreAsync(next, async store => Assert.Equal(["new"], await IdsAsync(store)));
        await WithStoreAsync(
            await _generations.GetActiveAsync(Cancellation), async store => Assert.Equal(["first"], await IdsAsync(store)));
    }

    [Fact]
    public async Task Activate_Another_IsSeenByOtherProcessesAndRemembersTheFormer()
    {
        await FillFirstAsync();
        var other = await OpenAsync();
        var next = await _generations.AddAsync("scene-text/3", Cancellation);
        await other.GetActiveAsync(Cancellation);
        await _generations.ActivateAsync(next.Name, Cancellation);

        Assert.Equal(new Generation("2", "scene-text/3", GenerationRole.Active), await other.GetActiveAsync(Cancellation));
        Assert.Equal(["2 Active", "1 Former"], await NamesAsync());
        (other as IDisposable)?.Dispose();
    }

    [Fact]
    public async Task Activate_Twice_ChangesNothing()
    {
        await FillFirstAsync();
        await _generations.AddAsync("scene-text/3", Cancellation);
        await _generations.ActivateAsync("2", Cancellation);
        await _generations.ActivateAsync("2", Cancellation);

        Assert.Equal(["2 Active", "1 Former"], await NamesAsync());
    }

    [Fact]
    public async Task Activate_TheFormer_IsTheWayBack()
    {
        await FillFirstAsync();
        await _generations.AddAsync("scene-text/3", Cancellation);
        await _generations.ActivateAsync("2", Cancellation);
        await _generations.ActivateAsync("1", Cancellation);

        Assert.Equal(["1 Active", "2 Former"], await NamesAsync());
        Assert.Equal("scene-text/2", (await _generations.GetActiveAsync(Cancellation)).Model);
    }

    [Fact]
    public async Task Activate_OneThatIsNotThere_FailsAndNamesThoseThatAre()
    {
        await FillFirstAsync();

        var exception = await Assert.ThrowsAsync<VectorStoreException>(() => _generations.ActivateAsync("7", Cancellation));

        Assert.False(exception.IsTransient);
        Assert.Contains("'7'; there are: 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_TheActive_Fails()
    {
        await FillFirstAsync();

        await Assert.ThrowsAsync<VectorStoreException>(() => _generations.DropAsync("1", Cancellation));
        await WithStoreAsync(
            await _generations.GetActiveAsync(Cancellation), async store => Assert.Equal(["first"], await IdsAsync(store)));
    }

    [Fact]
    public async Task Drop_TheFormerFirst_LeavesTheOthers()
    {
        await FillFirstAsync();
        var next = await _generations.AddAsync("scene-text/3", Cancellation);
        await WithStoreAsync(next, store => WriteAsync(store, "new"));
        await _generations.ActivateAsync("2", Cancellation);
        await _generations.DropAsync("1", Cancellation);

        Assert.Equal(["2 Active"], await NamesAsync());
        await WithStoreAsync(next, async store => Assert.Equal(["new"], await IdsAsync(store)));
    }

    [Fact]
    public async Task Add_AfterADrop_IsEmpty()
    {
        await FillFirstAsync();
        var next = await _generations.AddAsync("scene-text/3", Cancellation);
        await WithStoreAsync(next, store => WriteAsync(store, "new"));
        await _generations.DropAsync(next.Name, Cancellation);
        var again = await _generations.AddAsync("scene-text/4", Cancellation);

        Assert.Equal("scene-text/4", again.Model);
        await WithStoreAsync(again, async store => Assert.Empty(await store.ListTenantsAsync(Cancellation)));
    }

    private async Task<string[]> NamesAsync() =>
        [.. (await _generations.ListAsync(Cancellation)).Select(generation => $"{generation.Name} {generation.Role}")];

    private async Task FillFirstAsync() => await WithStoreAsync(
        await _generations.GetActiveAsync(Cancellation), store => WriteAsync(store, "first"));

    private static Task<ReplaceResult> WriteAsync(IVectorStore store, string imageId) => store.ReplaceImageAsync(
        SyntheticWords.Image(imageId) with { ModelVersion = "scene-text/2" }, new SyntheticWords(1).Words(1, "word"), Cancellation);

    private static async Task<string[]> IdsAsync(IVectorStore store) =>
        [.. (await store.ListImagesAsync("tenant", status: null, afterImageId: null, 10, Cancellation)).Select(image => image.Key.ImageId)];

    private async Task WithStoreAsync(Generation generation, Func<IVectorStore, Task> work)
    {
        var store = _generations.Open(generation);
        using var disposable = store as IDisposable;
        await work(store);
    }
}
