using System.Globalization;
using System.Text;
using Indexing.Contracts;

namespace Indexing.Search.Http;

/// <summary>Hits as lines of comma-separated values (RFC 4180): CRLF, quotation marks doubled, a header line.</summary>
internal static class HitTable
{
    /// <summary>The first line.</summary>
    public const string Header =
        "imageId,uri,score,text,confidence,x0,y0,x1,y1,x2,y2,x3,y3,width,height,tags,metadata,updatedAt\r\n";

    /// <summary>A hit: the corners in pixels, tags separated by semicolons, metadata as key=value separated by semicolons.</summary>
    public static string Row(SearchHit hit)
    {
        var row = new StringBuilder();
        Append(row, hit.ImageId);
        Append(row, hit.Uri ?? "");
        Append(row, Number(hit.Score));
        Append(row, hit.Text);
        Append(row, Number(hit.Confidence));
        foreach (var coordinate in hit.PolygonPixels.SelectMany(corner => corner))
            Append(row, Number(Math.Round(coordinate, 1)));
        Append(row, Number(hit.Width));
        Append(row, Number(hit.Height));
        Append(row, string.Join(';', hit.Tags));
        Append(row, string.Join(';', hit.Metadata.Select(entry => $"{entry.Key}={entry.Value}")));
        Append(row, hit.UpdatedAt.ToString("O", CultureInfo.InvariantCulture));
        row.Length--;
        return row.Append("\r\n").ToString();
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder row, string cell)
    {
        // Spreadsheets run what begins like a formula, and pictures say what strangers wrote (OWASP, CSV injection).
        var guard = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" : "";
        if (cell.AsSpan().IndexOfAny(",\"\r\n") < 0)
            row.Append(guard).Append(cell).Append(',');
        else
            row.Append('"').Append(guard).Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\",");
    }
}
