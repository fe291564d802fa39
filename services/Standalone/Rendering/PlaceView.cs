using System.Globalization;
using System.Text.Json;
using Indexing.Contracts;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows where in a picture a phrase is.</summary>
internal static class PlaceView
{
    public static void Write(LocateResponse response, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(response, JsonSerializerOptions.Web));
            return;
        }

        if (response.Places.Count == 0)
        {
            Terminal.Output.WriteLine($"'{response.Phrase}' is not found in this picture.");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Found", "Score", "By", "Box (pixels: left, top, right, bottom)");
        table.Columns[1].RightAligned().NoWrap();
        foreach (var place in response.Places)
        {
            table.AddRow(
                new Text(place.Phrase),
                new Text(place.Score.ToString("0.00", CultureInfo.InvariantCulture)),
                new Text(place.Source == "text" ? "what is written" : "what is seen"),
                new Text(string.Join(", ", place.BoxPixels.Select(edge => edge.ToString("0", CultureInfo.InvariantCulture)))));
        }

        Terminal.Output.Write(table);
    }
}
