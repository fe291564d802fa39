using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>From what was found to what the answer says of it.</summary>
internal static class SearchHits
{
    /// <summary>A hit; the channels' matches become one list without the same place twice.</summary>
    public static SearchHit Describe(FusedImage found, ImageRecord image, bool explain)
    {
        var words = found.Matches.SelectMany(static match => match.Words).DistinctBy(static match => match.Word.RegionIndex).ToList();
        var matches = words.ConvertAll(word => Describe(word, image));
        var best = matches.Count > 0 ? matches[0] : WholePicture(found, image);
        return new SearchHit
        {
            ImageId = image.Key.ImageId,
            Uri = image.Uri,
            Score = found.Matches[0].Score,
            Text = best.Text,
            Confidence = best.Confidence,
            Span = best.Span,
            Polygon = best.Polygon,
            PolygonPixels = best.PolygonPixels,
            Matches = matches,
            Width = image.Width,
            Height = image.Height,
            Tags = image.Tags,
            Metadata = image.Metadata,
            UpdatedAt = image.UpdatedAt,
            Explanation = explain ? new HitExplanation { FusedScore = found.FusedScore, Channels = found.Ranks } : null,
        };
    }

    /// <summary>A scene has no place in the picture.</summary>
    private static WordMatch WholePicture(FusedImage found, ImageRecord image) => new()
    {
        Term = "",
        Channel = found.Ranks[0].Channel,
        Score = found.Ranks[0].Score,
        Text = "",
        Confidence = 0,
        Polygon = Polygon.Fractions(Polygon.Whole),
        PolygonPixels = Polygon.Pixels(Polygon.Whole, image),
    };

    private static WordMatch Describe(MatchedWord match, ImageRecord image) => new()
    {
        Term = match.Term,
        Channel = SearchChannelNames.Of(match.Channel),
        Score = match.Score,
        Text = match.Word.Transcription,
        Confidence = match.Word.Confidence,
        Span = SpanOf(match),
        Polygon = Polygon.Fractions(match.Word.Quad),
        PolygonPixels = Polygon.Pixels(match.Word.Quad, image),
    };

    /// <summary>A meaning belongs to the whole word.</summary>
    private static TextSpan? SpanOf(MatchedWord match)
    {
        var text = match.Word.Transcription;
        if (match.Channel is SearchChannel.Concept or SearchChannel.Meaning)
            return text.Length > 0 ? new TextSpan { Start = 0, Length = text.Length } : null;
        return SpanFinder.Find(text, match.Term);
    }
}
