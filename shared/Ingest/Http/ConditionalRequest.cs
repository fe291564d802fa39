using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Indexing.Ingest.Http;

/// <summary>Whether the caller has the answer already (RFC 9110, If-None-Match), so that nothing need be fetched.</summary>
internal static class ConditionalRequest
{
    /// <summary>When it is unchanged, the ETag is set on the answer.</summary>
    public static bool IsUnchanged(HttpContext context, EntityTagHeaderValue? tag)
    {
        if (tag is null || !context.Request.GetTypedHeaders().IfNoneMatch.Any(known => Matches(known, tag)))
            return false;
        context.Response.Headers.ETag = tag.ToString();
        return true;
    }

    private static bool Matches(EntityTagHeaderValue known, EntityTagHeaderValue tag) =>
        known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false);
}
