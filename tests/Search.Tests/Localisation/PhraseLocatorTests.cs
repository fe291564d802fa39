using Indexing.Search.Localisation;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Concepts;
using Indexing.Vision.Embedding;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Search.Tests.Localisation;

/// <summary>
/// Phrases in a picture of coloured stripes, with a pack that knows colours; the words are written as a perfect reading gives them.
/// </summary>
public sealed class PhraseLocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public PhraseLocatorTests() => _services = Services(SentencePacks.CreateColours(_folder.Combine("models")));

    private PhraseLocator Locator => _services.GetRequiredService<PhraseLocator>();

    [Theory]
    [InlineData("red", 0.25f)]
    [InlineData("blue", 0.75f)]
    public async Task Locate_AThing_IsWhereItIsSeen(string colour, float x)
    {
        var place = (await LocateAsync($"a picture of a {colour} house", [], "red", "blue"))[0];

        Assert.Equal(PlaceSource.Scene, place.Source);
        Assert.InRange((place.Box.Left + place.Box.Right) / 2, x - 0.26f, x + 0.26f);
        Assert.InRange(place.Score, 0.5, 1);
    }

    [Fact]
    public async Task Locate_AWordInQuotationMarks_IsWhereItIsWritten()
    {
        var place = (await LocateAsync("\"OPEN\"", ["coffee", "open"], "red", "blue"))[0];

        Assert.Equal((PlaceSource.Text, "open"), (place.Source, place.Phrase));
        Assert.Equal(new SceneBox(0.31f, 0.2f, 0.51f, 0.25f), place.Box);
    }

    [Fact]
    public async Task Locate_WordsThatFollowEachOther_IsTheBoxAroundThem()
    {
        var place = (await LocateAsync("sign that says coffee open", ["coffee", "open"], "white"))[0];

        Assert.Equal(PlaceSource.Text, place.Source);
        Assert.Equal((0.1f, 0.51f), (place.Box.Left, place.Box.Right));
    }

    [Fact]
    public async Task Locate_AThingByItsWord_IsTheThingThatCarriesTheWord()
    {
        // The word lies at 0.10..0.30; the boxes of the pack are a quarter of the picture, so that one of them holds it.
        var place = (await LocateAsync("red picture that says tea", ["tea"], "red", "blue"))[0];

        Assert.Equal((PlaceSource.Text, "tea"), (place.Source, place.Phrase));
        Assert.Equal(0.25f, place.Box.Width, 1e-4);
        Assert.True(place.Box.Contains(0.2f, 0.22f));
    }

    [Fact]
    public async Task Locate_WordThatIsNotWritten_IsWhatIsSeenAlone()
    {
        var places = await LocateAsync("red picture that says tea", ["coffee"], "red", "blue");

        Assert.All(places, place => Assert.Equal(PlaceSource.Scene, place.Source));
        Assert.NotEmpty(places);
    }

    [Fact]
    public async Task Locate_NearlySpelledWord_IsFoundWhereNoneIsExact()
    {
        var place = (await LocateAsync("\"cofee\"", ["coffee", "open"], "white"))[0];

        Assert.Equal((PlaceSource.Text, 0.1f), (place.Source, place.Box.Left));
    }

    [Fact]
    public async Task Locate_Top_LimitsThePlaces() => Assert.Single(await LocateAsync("red", [], 1, "red"));

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public async Task Locate_ImpossibleTop_SaysWhatIsAllowed(int top)
    {
        var refused = await Assert.ThrowsAsync<InvalidQueryException>(() => LocateAsync("red", [], top, "red"));

        Assert.Equal($"top is {top}; allowed are 1..20.", refused.Message);
    }

    [Fact]
    public async Task Locate_LongPhraseOfUnknownWords_SaysSo() =>
        Assert.Contains("no word", (await Assert.ThrowsAsync<InvalidQueryException>(
            () => LocateAsync("zwei kleine gelbe Baelle", [], "red"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Locate_WithoutAPack_FindsWhatIsWritten()
    {
        using var wordsOnly = Services("");

        var place = Assert.Single(await LocateAsync(wordsOnly, "the sign that says open", ["coffee", "open"], 3));

        Assert.Equal((PlaceSource.Text, 0.31f), (place.Source, place.Box.Left));
    }

    [Fact]
    public async Task Locate_AThingWithoutAPack_SaysWhatToDo()
    {
        using var wordsOnly = Services("");

        var missing = await Assert.ThrowsAsync<SentencePackMissingException>(() => LocateAsync(wordsOnly, "red ball", ["coffee"], 3));

        Assert.Contains("Inference:SentencePack", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_AThingWithAPackThatHasNoMap_NamesThePack()
    {
        using var clip = Services(SentencePacks.CreateClipShaped(_folder.Combine("models")));

        var missing = await Assert.ThrowsAsync<SentencePackMissingException>(() => LocateAsync(clip, "red ball", [], 3));

        Assert.Contains("clip-shaped/1", missing.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    private static ServiceProvider Services(string pack)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Inference:SentencePack"] = pack }).Build());
        return services.AddLogging().AddVision().AddSearch().BuildServiceProvider();
    }

    private Task<IReadOnlyList<LocatedPlace>> LocateAsync(string phrase, string[] words, params string[] stripes) =>
        LocateAsync(phrase, words, 3, stripes);

    private Task<IReadOnlyList<LocatedPlace>> LocateAsync(string phrase, string[] words, int top, params string[] stripes) =>
        LocateAsync(_services, phrase, words, top, stripes);

    private static async Task<IReadOnlyList<LocatedPlace>> LocateAsync(
        ServiceProvider services, string phrase, string[] words, int top, params string[] stripes)
    {
        using var picture = stripes.Length > 0 ? SentencePacks.Picture(stripes) : null;
        var encoder = services.GetRequiredService<QueryEncoder>();
        var written = PictureWords.Read(new ImageKey("default", "any"), 1000, 500, SpelledWords.Of(words, encoder.Encode));
        return await services.GetRequiredService<PhraseLocator>().LocateAsync(phrase, picture, written, top, CancellationToken.None);
    }
}
