using Indexing.Search.Scenes;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Search.Tests.Scenes;

public sealed class SceneReaderTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private SceneReader Scenes => fixture.Parts.GetRequiredService<SceneReader>();

    [Fact]
    public async Task Read_PictureWithAScene_ReturnsWhatWasStored()
    {
        await fixture.AddAsync("scene", ["red", "blue"]);
        var expected = await fixture.SceneAsync("red", "blue");

        var scene = await Scenes.ReadAsync("default", "scene", CancellationToken.None);

        Assert.Equal("scene", scene!.Image.Key.ImageId);
        Assert.All(expected.Zip(scene.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
    }

    [Theory]
    [InlineData("default", "never announced")]
    [InlineData("other", "scene")]
    [InlineData("default", "")]
    public async Task Read_UnknownPicture_IsNull(string tenant, string imageId)
    {
        await fixture.AddAsync("scene", ["red"]);

        Assert.Null(await Scenes.ReadAsync(tenant, imageId, CancellationToken.None));
    }

    [Theory]
    [InlineData(ImageStatus.Indexed, "for its words only")]
    [InlineData(ImageStatus.Pending, "still waits")]
    [InlineData(ImageStatus.Rejected, "was rejected (not_an_image)")]
    public async Task Read_PictureWithoutAScene_SaysWhy(ImageStatus status, string reason)
    {
        await fixture.Store.ReplaceImageAsync(
            SyntheticWords.Image($"none-{status}", status: status, tenant: "default"), [], CancellationToken.None);

        var failure = await Assert.ThrowsAsync<NoSceneException>(
            () => Scenes.ReadAsync("default", $"none-{status}", CancellationToken.None));

        Assert.Contains(reason, failure.Message);
    }

    [Fact]
    public async Task Read_DeletedPicture_IsNull()
    {
        await fixture.Store.ReplaceImageAsync(
            SyntheticWords.Image("gone", status: ImageStatus.Deleted, tenant: "default"), [], CancellationToken.None);

        Assert.Null(await Scenes.ReadAsync("default", "gone", CancellationToken.None));
    }

    [Fact]
    public async Task Read_WithoutAPack_SaysWhatToDoWhateverThePicture()
    {
        await using var wordsOnly = fixture.Services(sentencePack: "");

        await Assert.ThrowsAsync<SentencePackMissingException>(
            () => wordsOnly.GetRequiredService<SceneReader>().ReadAsync("default", "never announced", CancellationToken.None));
    }
}
