using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;

namespace Indexing.Access;

/// <summary>The instruments of access; no name of a key, no address.</summary>
internal static class AccessTelemetry
{
    public const string Name = "Indexing.Access";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Denied = Meter.CreateCounter<long>(
        "indexing.access.denied", "{request}", "Requests refused before they reached an endpoint, by reason.");

    public static void Count(int status) => Denied.Add(1, new KeyValuePair<string, object?>("reason", status switch
    {
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        _ => "rate_limited",
    }));
}
