using Indexing.Contracts;

namespace Indexing.Search.Localisation;

/// <summary>Places in the form of the API.</summary>
public static class LocateAnswer
{
    /// <summary>Makes the answer.</summary>
    /// <param name="phrase">As it was asked.</param>
    /// <param name="places">Best first.</param>
    /// <param name="width">Width of the upright picture in pixels.</param>
    /// <param name="height">Height of the upright picture in pixels.</param>
    /// <param name="elapsed">Time to answer.</param>
    public static LocateResponse Of(string phrase, IReadOnlyList<LocatedPlace> places, int width, int height, TimeSpan elapsed) => new()
    {
        Phrase = phrase,
        Places = [.. places.Select(place => Describe(place, width, height))],
        Width = width,
        Height = height,
        TookMs = elapsed.TotalMilliseconds,
    };

    /// <summary>How the API names a source.</summary>
    public static string NameOf(PlaceSource source) => source == PlaceSource.Text ? "text" : "scene";

    private static PhrasePlace Describe(LocatedPlace place, int width, int height)
    {
        var (left, top, right, bottom) = place.Box;
        return new PhrasePlace
        {
            Phrase = place.Phrase,
            Box = [left, top, right, bottom],
            BoxPixels = [left * width, top * height, right * width, bottom * height],
            Score = place.Score,
            Source = NameOf(place.Source),
        };
    }
}
