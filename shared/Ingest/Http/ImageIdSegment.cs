using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Indexing.Ingest.Http;

/// <summary>
/// An image id as one percent-encoded path segment: <c>a/b c</c> is <c>/v1/images/a%2Fb%20c/status</c>.
/// </summary>
/// <remarks>
/// The id is taken from the request line as it was sent. The server's decoded path is of no use: it leaves %2F as it is but turns %252F
/// into %2F, so that two different ids look the same.
/// </remarks>
public static class ImageIdSegment
{
    private const string Prefix = "/v1/images/";

    /// <summary>The id as a path segment.</summary>
    public static string Encode(string imageId) => Uri.EscapeDataString(imageId);

    /// <summary>The id of the request, or an empty text when the request line has another form.</summary>
    public static string Read(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.AsSpan();
        if (path.IndexOf('?') is >= 0 and var query)
            path = path[..query];
        var start = path.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0)
            return "";
        var segment = path[(start + Prefix.Length)..];
        if (segment.IndexOf('/') is >= 0 and var end)
            segment = segment[..end];
        return Uri.UnescapeDataString(segment);
    }
}
