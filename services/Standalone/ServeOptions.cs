using Indexing.Ingest;

namespace Indexing.Standalone;

/// <summary>How <c>serve</c> was called.</summary>
internal sealed record ServeOptions
{
    /// <summary>The index to serve.</summary>
    public required IndexDirectory Index { get; init; }

    /// <summary>Addresses to listen on.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Folders that pictures may be read from.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>Tenants whose pictures are accepted.</summary>
    public required IReadOnlyList<string> Tenants { get; init; }

    /// <summary>The options as configuration keys.</summary>
    public Dictionary<string, string?> ToConfiguration()
    {
        var values = new Dictionary<string, string?>
        {
            ["urls"] = string.Join(';', Urls),
            [$"{IngestOptions.SectionName}:{nameof(IngestOptions.InlineDirectory)}"] = Index.Inline,
        };
        foreach (var (number, tenant) in Tenants.Index())
            values[$"{IngestOptions.SectionName}:{nameof(IngestOptions.Tenants)}:{number}"] = tenant;
        // On a loopback address only this machine can call; a page of another site must not, under a name of its own (DNS rebinding).
        if (Urls.All(url => new Uri(url).IsLoopback))
            values["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        return values;
    }
}
