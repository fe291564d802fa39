using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Indexing.TestSupport.Servers;

namespace Indexing.Query.Tests;

/// <summary>Random questions over every endpoint that reads, about tenants of the caller and of others. Repeatable by seed.</summary>
/// <param name="seed">Of the random numbers.</param>
/// <param name="cursors">Cursors that were given out for questions about all tenants.</param>
internal sealed class TenantQuestions(int seed, IReadOnlyList<string> cursors)
{
    public static readonly string[] Kinds =
        ["search", "export", "list", "image", "status", "content", "thumbnail", "duplicates", "words", "locate", "stats", "picture"];

    private static readonly string[] Tenants = [.. TenantArchive.Secrets.Keys];
    private static readonly string[] OddTenants = ["*", "", "NORTH", "north ", "north,south", "nowhere", "\0", new('x', 200), "../north"];
    private static readonly string[] Modes = ["auto", "exact", "similar", "part", "concept"];
    private static readonly string[] Statuses = ["indexed", "rejected", "pending", "deleted"];
    private static readonly string[] Concepts = ["dog", "vehicle", "building", "drink"];
    private static readonly byte[] Picture =
        File.ReadAllBytes(Checkout.File("services/Standalone/demo/shelf-tea.jpg"));

    private readonly Random _random = new(seed);

    /// <summary>A question; <c>Create</c> makes the request anew each time.</summary>
    /// <param name="own">The tenants of the caller, of which half of the questions are.</param>
    public (string Kind, string Text, Func<HttpRequestMessage> Create) Next(IReadOnlyList<string> own)
    {
        var tenant = Tenant(own);
        var kind = _random.Next(100) switch
        {
            < 45 => "search",
            < 52 => "export",
            < 60 => "list",
            < 67 => "image",
            < 73 => "status",
            < 78 => "content",
            < 81 => "thumbnail",
            < 87 => "duplicates",
            < 93 => "words",
            < 96 => "locate",
            _ => "stats",
        };
        // It costs a hundred times what the others do.
        if (_random.Next(300) == 0)
            kind = "picture";
        return kind switch
        {
            "search" => Post(kind, "/v1/search", Body(tenant)),
            "export" => Post(kind, $"/v1/search/export?format={OneOf("csv", "jsonl")}", Body(tenant)),
            "list" => Get(kind, "/v1/images?", tenant, Values("status", OneOf(Statuses)), After(), Limit()),
            "image" => Get(kind, $"/v1/images/{Id()}?", tenant),
            "words" => Get(kind, "/v1/words?", tenant, Values("prefix", Prefix()), Limit()),
            "locate" => Post(
                kind, $"/v1/images/{Id()}/locate?{string.Join('&', TenantValues(tenant))}", new JsonObject { ["phrase"] = Phrase() }),
            "stats" => Get(kind, "/v1/stats?", tenant),
            "thumbnail" => Get(kind, $"/v1/images/{Id()}/thumbnail?", tenant, Values("size", OneOf("32", "48"))),
            "duplicates" => Get(kind, $"/v1/images/{Id()}/duplicates?", tenant, Values("distance", $"{_random.Next(8)}"), Limit()),
            "picture" => Photograph(tenant),
            _ => Get(kind, $"/v1/images/{Id()}/{kind}?", tenant),
        };
    }

    private static (string, string, Func<HttpRequestMessage>) Post(string kind, string address, JsonObject body)
    {
        var text = body.ToJsonString();
        return (kind, $"POST {address} {text}", () => new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(text, Encoding.UTF8, "application/json"),
        });
    }

    private (string, string, Func<HttpRequestMessage>) Get(string kind, string path, string? tenant, params string[] values)
    {
        var address = path + string.Join('&', [.. values, .. TenantValues(tenant)]);
        return (kind, $"GET {address}", () => new HttpRequestMessage(HttpMethod.Get, address));
    }

    private (string, string, Func<HttpRequestMessage>) Photograph(string? tenant)
    {
        var address = "/v1/search/picture?" + string.Join('&', [.. TenantValues(tenant), "minScore=0", "top=50"]);
        return ("picture", $"POST {address}", () =>
        {
            var content = new ByteArrayContent(Picture);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        }
        );
    }

    private JsonObject Body(string? tenant)
    {
        var body = new JsonObject { ["query"] = Query(), ["mode"] = OneOf(Modes) };
        if (tenant is not null || _random.Next(3) == 0)
            body["tenant"] = tenant;
        if (_random.Next(2) == 0)
            body["minScore"] = 0;
        if (_random.Next(2) == 0)
            body["top"] = _random.Next(1, 60);
        if (_random.Next(4) == 0)
            body["tags"] = new JsonArray(OneOf([.. TenantArchive.Tags, $"tag-{OneOf([.. TenantArchive.Secrets.Values])}"]));
        if (_random.Next(5) == 0)
            body["metadata"] = new JsonObject { ["owner"] = OneOf([.. TenantArchive.Secrets.Values]) };
        if (_random.Next(8) == 0)
            body["updatedFrom"] = OneOf("2026-01-01T00:00:00Z", "2026-03-01T12:30:15Z", "2027-01-01T00:00:00Z");
        if (_random.Next(8) == 0)
            body["fusion"] = new JsonObject { ["method"] = OneOf("rrf", "weightedSum"), ["k"] = _random.Next(1, 100) };
        body["facets"] = _random.Next(2) == 0;
        body["explain"] = _random.Next(2) == 0;
        if (_random.Next(5) == 0)
            body["cursor"] = OneOf([.. cursors]);
        return _random.Next(12) == 0 ? OfAnotherTenant(tenant) : body;
    }

    /// <summary>The very question for which a cursor was given out, about a tenant of the caller's choice.</summary>
    private JsonObject OfAnotherTenant(string? tenant) => new()
    {
        ["query"] = OneOf(TenantArchive.Words),
        ["mode"] = "exact",
        ["minScore"] = 0,
        ["tenant"] = tenant,
        ["cursor"] = OneOf([.. cursors]),
    };

    private string Query()
    {
        var word = _random.Next(4) switch
        {
            0 => Piece(OneOf([.. TenantArchive.Secrets.Values])),
            1 => OneOf(Concepts),
            _ => OneOf(TenantArchive.Words),
        };
        return _random.Next(6) switch
        {
            0 => $"{word} OR {OneOf(TenantArchive.Words)}",
            1 => $"{word} {OneOf(TenantArchive.Words)}",
            2 => $"\"{word} {OneOf(TenantArchive.Words)}\"",
            3 => word.Remove(_random.Next(word.Length), 1) + 'x',
            _ => word,
        };
    }

    private string Phrase() => _random.Next(3) switch
    {
        0 => Piece(OneOf([.. TenantArchive.Secrets.Values])),
        1 => $"the sign that says {OneOf(TenantArchive.Words)}",
        _ => $"\"{OneOf(TenantArchive.Words)}\"",
    };

    /// <summary>A part of a secret, never all of it.</summary>
    private string Piece(string secret)
    {
        var length = _random.Next(3, secret.Length);
        return secret.Substring(_random.Next(secret.Length - length + 1), length);
    }

    private string Prefix() => _random.Next(4) switch
    {
        0 => "",
        1 => TenantArchive.Secrets.Values.First()[.._random.Next(1, 7)],
        2 => OneOf([.. TenantArchive.Secrets.Values])[.._random.Next(7, 10)],
        _ => OneOf(TenantArchive.Words)[..2],
    };

    private string Id()
    {
        var tenant = OneOf(Tenants);
        var number = _random.Next(TenantArchive.Count(tenant));
        return Uri.EscapeDataString(TenantArchive.GuessableId(tenant, number));
    }

    private string? Tenant(IReadOnlyList<string> own) => _random.Next(10) switch
    {
        < 5 => OneOf([.. own]),
        < 7 => OneOf(Tenants),
        < 9 => null,
        _ => OneOf(OddTenants),
    };

    /// <summary>Once, not at all, or twice: which of two counts must not depend on who looks.</summary>
    private string[] TenantValues(string? tenant)
    {
        if (tenant is null)
            return [];
        var value = $"tenant={Uri.EscapeDataString(tenant)}";
        return _random.Next(20) == 0 ? [value, $"tenant={OneOf(Tenants)}"] : [value];
    }

    private string After() => Values("after", OneOf([.. cursors]));

    private string Limit() => Values("limit", $"{_random.Next(1, 100)}");

    private string Values(string name, string value) => _random.Next(2) == 0 ? "" : $"{name}={Uri.EscapeDataString(value)}";

    private string OneOf(params string[] choices) => choices[_random.Next(choices.Length)];
}
