namespace Indexing.Contracts;

/// <summary>
/// The address of a picture in the HTTP API: its id as one percent-encoded path segment, so that <c>a/b c</c> is
/// <c>/v1/images/a%2Fb%20c</c>.
/// </summary>
public static class ImageAddress
{
    private const string Prefix = "/v1/images/";

    /// <summary>The path of a picture; parts such as <c>/status</c> follow it.</summary>
    /// <param name="imageId">The publisher's id, 1..1024 characters.</param>
    public static string Of(string imageId) => Prefix + Uri.EscapeDataString(imageId);

    /// <summary>The id that a request names.</summary>
    /// <param name="requestTarget">
    /// The target of the request line as it was sent. A server's decoded path is of no use: it leaves %2F as it is but turns %252F into
    /// %2F, so that two different ids look the same.
    /// </param>
    /// <returns>The id, or an empty text when the target is no address of a picture.</returns>
    public static string ReadId(string requestTarget)
    {
        ArgumentNullException.ThrowIfNull(requestTarget);
        var path = requestTarget.AsSpan();
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
