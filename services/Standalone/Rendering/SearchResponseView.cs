using System.Globalization;
using Indexing.Contracts;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows the answer to a search.</summary>
internal static class SearchResponseView
{
    /// <summary>Shows the hits as a table.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="folder">Pictures below this folder are named from there.</param>
    public static void Write(SearchResponse response, string folder)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("Score", "Found as", "Read as", "Certain", "Picture", "Box (pixels)");
        table.Columns[0].RightAligned().NoWrap();
        table.Columns[3].RightAligned().NoWrap();
        foreach (var hit in response.Hits)
        {
            table.AddRow(
                Styled($"{hit.Score:0.00}", hit.Score >= 0.5 ? Color.Green : Color.Yellow),
                new Text(hit.Matches.Count > 0 ? hit.Matches[0].Channel : response.Channels[^1].Channel),
                new Text(hit.Matches.Count == 0 ? "" : hit.Text.Length > 0 ? hit.Text : "(nothing)"),
                new Text(hit.Matches.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{hit.Confidence:0%}")),
                new Text(NameOf(hit, folder)),
                new Text(hit.Matches.Count == 0 ? "the whole picture" : BoxOf(hit)));
        }

        Terminal.Output.Write(table);
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{response.Hits.Count} {(response.Hits.Count == 1 ? "picture" : "pictures")} for {response.Query}, {response.TookMs:0} ms. " +
            $"Searched: {string.Join(", ", response.Channels.Select(Describe))}"));
    }

    /// <summary>Says that there is nothing, and what came nearest.</summary>
    public static void WriteNothingFound(SearchResponse response, SearchHit? nearest, string folder)
    {
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Nothing found for {response.Query} ({response.TookMs:0} ms). " +
            $"Searched: {string.Join(", ", response.Channels.Select(Describe))}."));
        if (nearest is null)
        {
            Terminal.Output.WriteLine("The index has nothing to compare with (for this tenant and these tags).");
            return;
        }

        var what = nearest.Matches.Count > 0 ? $"\"{nearest.Text}\" in " : "";
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Nearest: {what}{NameOf(nearest, folder)} with a score of {nearest.Score:0.000}. " +
            $"Show such pictures with --min-score 0."));
    }

    /// <summary>The picture's path, or its address when it lies elsewhere.</summary>
    public static string PathOf(SearchHit hit) =>
        Uri.TryCreate(hit.Uri, UriKind.Absolute, out var uri) && uri.IsFile ? uri.LocalPath : hit.Uri ?? hit.ImageId;

    /// <summary>The four corners, clockwise from the text's top-left.</summary>
    public static string BoxOf(SearchHit hit) => string.Join(
        ' ', hit.PolygonPixels.Select(corner => string.Create(CultureInfo.InvariantCulture, $"{corner[0]:0},{corner[1]:0}")));

    private static string Describe(SearchedChannel channel) =>
        string.Create(CultureInfo.InvariantCulture, $"{channel.Channel} ({channel.Found} with {channel.MinScore:0.00} or more)");

    private static string NameOf(SearchHit hit, string folder)
    {
        var path = PathOf(hit);
        return path.StartsWith(folder + '/', StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path;
    }

    private static Text Styled(FormattableString text, Color color) => new(text.ToString(CultureInfo.InvariantCulture), new Style(color));
}
