using Indexing.VectorStore;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Search.Localisation;

/// <summary>
/// Finds the place of a phrase in one picture:
/// <list type="number">
/// <item>read: the phrase is taken apart into a thing and what is written on it</item>
/// <item>text: the written words are looked for among those of the picture</item>
/// <item>scene: every place of the picture is compared with the whole phrase, by the sentence pack</item>
/// <item>join: a word grows to the thing that carries it, and of places that are nearly the same the better one is kept</item>
/// </list>
/// Without a sentence pack only what is written is found. Safe for concurrent use.
/// </summary>
public sealed class PhraseLocator(SentenceModels models, QueryVectors vectors, WordScoring scoring)
{
    /// <summary>Most places of an answer.</summary>
    public const int MostPlaces = 20;

    /// <summary>What answers less than half as well as the best place is no answer.</summary>
    private const double Faint = 0.5;

    private readonly TextPlaces _texts = new(vectors, scoring);

    /// <summary>Whether things are found too, which takes the picture; otherwise what is written alone.</summary>
    public bool SeesThings => models.Available && models.Pack.Description.Image.Map is not null;

    /// <summary>Finds a phrase.</summary>
    /// <param name="phrase">
    /// 1..256 characters: <c>the red ball</c>, <c>sign that says open</c>, or <c>"OPEN"</c> in quotation marks for the word alone.
    /// </param>
    /// <param name="picture">The picture, when <see cref="SeesThings"/>; stays the caller's.</param>
    /// <param name="words">Its words.</param>
    /// <param name="top">How many places at most, 1..20.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The places, best first; none: neither a thing nor a word answers.</returns>
    /// <exception cref="InvalidQueryException">The phrase or the number is not allowed, or says nothing that can be looked for.</exception>
    /// <exception cref="SentencePackMissingException">No such word is written there, and things cannot be seen without a pack.</exception>
    /// <exception cref="VectorStoreException">The store failed.</exception>
    /// <exception cref="InferenceException">The device failed.</exception>
    public async Task<IReadOnlyList<LocatedPlace>> LocateAsync(
        string phrase, DecodedImage? picture, PictureWords words, int top, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (top is < 1 or > MostPlaces)
            throw new InvalidQueryException($"top is {top}; allowed are 1..{MostPlaces}.");
        using var span = SearchTelemetry.Start("locate");

        // 1. read
        var asked = AskedPhrase.Parse(phrase);

        // 2. text
        var texts = asked.Written.Count == 0
            ? []
            : await _texts.FindAsync(asked.Written, words, asked.SaysText, cancellationToken).ConfigureAwait(false);

        // 3. scene
        if (!SeesThings || picture is null)
            return texts.Count > 0 || asked.SaysText ? Join(asked, texts, [], top) : throw Unseen();
        var map = await models.Scenes.MapAsync(picture, cancellationToken).ConfigureAwait(false);
        var vector = Encode(asked.Phrase);
        if (vector is null && asked.Written.Count == 0)
            throw new InvalidQueryException($"The phrase '{asked.Phrase}' has no word that the sentence pack knows.");
        var scenes = vector is null ? [] : ScenePlaces.Find(map!, vector, models.Calibration, top);

        // 4. join
        if (asked.Thing.Length > 0 && Encode(asked.Thing) is { } thing)
            texts = [.. texts.Select(text => text with { Box = ScenePlaces.Around(map!, thing, models.Calibration, text.Box) })];
        return Join(asked, texts, scenes, top);
    }

    /// <summary>
    /// A thing without the word that it is said to carry is the right one only if the word that was found elsewhere is the wrong one.
    /// </summary>
    private static List<LocatedPlace> Join(
        AskedPhrase asked, IReadOnlyList<(SceneBox Box, double Score)> texts, IReadOnlyList<(SceneBox Box, double Score)> scenes, int top)
    {
        var doubt = asked.SaysText && texts.Count > 0 ? 1 - texts[0].Score : 1;
        var written = string.Join(' ', asked.Written);
        var places = texts.Select(text => new LocatedPlace(written, text.Box, text.Score, PlaceSource.Text))
            .Concat(scenes.Select(scene => new LocatedPlace(asked.Phrase, scene.Box, doubt * scene.Score, PlaceSource.Scene)))
            .OrderByDescending(static place => place.Score)
            .ToList();
        return ScenePlaces.Distinct(places.Where(place => place.Score >= Faint * places[0].Score), static place => place.Box, top);
    }

    private float[]? Encode(string phrase)
    {
        try
        {
            return models.Sentences.Encode(phrase);
        }
        catch (EmptySentenceException)
        {
            return null;
        }
    }

    private SentencePackMissingException Unseen() => new(
        (models.Available
            ? $"The sentence pack {models.Pack.Id} has no map of places, so only what is written can be found in a picture. "
            : "Only what is written can be found in a picture, and it is not written there: this index has no sentence pack. ")
        + "Set Inference:SentencePack to the directory of a pack whose pack.json has image.map, for example models/scene-sentence/1, or "
        + "ask for words, for example \"open\" in quotation marks.");
}
