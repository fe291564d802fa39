using Indexing.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Indexing.Ingest.Http;

/// <summary>The image id of a request; see <see cref="ImageAddress"/>.</summary>
public static class ImageIdSegment
{
    /// <summary>The id as a path segment.</summary>
    public static string Encode(string imageId) => Uri.EscapeDataString(imageId);

    /// <summary>The id of the request, or an empty text when the request line has another form.</summary>
    public static string Read(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ImageAddress.ReadId(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
    }
}
