using System.Numerics;
using Indexing.Ingest;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Search.Tests;

/// <summary>Questions by picture over the demo's photographs, with the product's own networks.</summary>
public sealed class PictureSearchTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("indexing-picture-search-").FullName;
    private readonly ServiceProvider _services;

    public PictureSearchTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging().AddVision().AddSearch().AddSingleton<WordDescriber>();
        services.AddSqliteVectorStore(store => store.Directory = _directory);
        _services = services.BuildServiceProvider();
    }

    private PictureSearch Search => _services.GetRequiredService<PictureSearch>();

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["shop-coffee", "shop-books", "street-harbour"])
            await IndexAsync(name);
    }

    [Fact]
    public async Task Search_CropOfAWord_FindsThePictureThatShowsItByItsLook()
    {
        var store = _services.GetRequiredService<IVectorStore>();
        var words = await store.GetWordsAsync(new ImageKey("default", "shop-coffee"), CancellationToken.None);
        var coffee = words.First(word => Alphabet.Normalize(word.Transcription) == "coffee");

        var response = await Search.SearchAsync(Ask(Crop("shop-coffee", coffee.Quad)), CancellationToken.None);

        var best = response.Hits[0];
        Assert.Equal("shop-coffee", best.ImageId);
        Assert.Equal("coffee", Alphabet.Normalize(best.Text));
        Assert.Equal(["look", "meaning"], response.Channels.Select(channel => channel.Channel));
    }

    [Fact]
    public async Task Search_WholePhotograph_FindsItself()
    {
        var response = await Search.SearchAsync(Ask(Read("street-harbour")), CancellationToken.None);

        Assert.Equal("street-harbour", response.Hits[0].ImageId);
        Assert.NotEmpty(response.Hits[0].Matches);
    }

    [Fact]
    public async Task Search_OtherTenant_FindsNothing() =>
        Assert.Empty((await Search.SearchAsync(Ask(Read("street-harbour")) with { Tenant = "other" }, CancellationToken.None)).Hits);

    [Fact]
    public async Task Search_BytesThatAreNoPicture_SaysSo()
    {
        var question = Ask("no picture"u8.ToArray());

        Assert.Contains("picture", (await Assert.ThrowsAsync<InvalidQueryException>(() => Search.SearchAsync(question, default))).Message);
    }

    [Fact]
    public async Task Search_PictureWithoutText_SaysSo()
    {
        using var grey = DecodedImage.FromPixels(new byte[3 * 200 * 400], width: 200, height: 400);
        var question = Ask(PictureEncoder.Encode(grey.Pixels, grey.Width, grey.Height, PictureEncoding.Png));

        Assert.Contains("No text", (await Assert.ThrowsAsync<InvalidQueryException>(() => Search.SearchAsync(question, default))).Message);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static PictureQuery Ask(byte[] content) => new() { Tenant = "default", Content = content };

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "demo", $"{name}.jpg"));

    private async Task IndexAsync(string name)
    {
        using var picture = _services.GetRequiredService<ImageDecoder>().Decode(Read(name)).Image!;
        var regions = new List<TextRegion>();
        await _services.GetRequiredService<ITextDetector>().DetectAsync(picture, regions, CancellationToken.None);
        using var embeddings = await _services.GetRequiredService<IRegionEmbedder>().EmbedAsync(picture, regions, CancellationToken.None);
        var words = _services.GetRequiredService<WordDescriber>().Describe(picture, regions, embeddings);
        var record = SyntheticWords.Image(name, tenant: "default") with
        {
            WordCount = words.Count,
            Width = picture.Width,
            Height = picture.Height,
        };
        await _services.GetRequiredService<IVectorStore>().ReplaceImageAsync(record, words, CancellationToken.None);
    }

    /// <summary>The upright rectangle around a word, with a little of what is around it.</summary>
    private byte[] Crop(string name, NormalizedQuad quad)
    {
        using var picture = _services.GetRequiredService<ImageDecoder>().Decode(Read(name)).Image!;
        var size = new Vector2(picture.Width, picture.Height);
        var (first, last) = (new Vector2(Math.Min(quad.X0, quad.X3), Math.Min(quad.Y0, quad.Y1)) * size,
            new Vector2(Math.Max(quad.X1, quad.X2), Math.Max(quad.Y2, quad.Y3)) * size);
        var low = Vector2.Clamp(first - new Vector2(4), Vector2.Zero, size);
        var high = Vector2.Clamp(last + new Vector2(4), Vector2.Zero, size);
        var (left, top, width, height) = ((int)low.X, (int)low.Y, (int)(high.X - low.X), (int)(high.Y - low.Y));
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
            picture.Pixels.Slice(3 * (((top + y) * picture.Width) + left), 3 * width).CopyTo(pixels.AsSpan(3 * y * width));
        return PictureEncoder.Encode(pixels, width, height, PictureEncoding.Png);
    }
}
