using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Indexing.Contracts;
using Indexing.TestSupport;

namespace Indexing.Query.Tests;

/// <summary>
/// A key sees nothing of other tenants: every random question is put to an index that holds four tenants and to one that holds the key's
/// own only, and the answers are the same, byte for byte but for clocks. So no hit, name or count of another tenant can be in one.
/// </summary>
public sealed class TenantFuzzTests : IAsyncLifetime
{
    private const int Questions = 10_000;
    private const int Askers = 4;
    private const string Operator = "operator-0123456789abcdef";
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<string> _failures = [];
    private readonly ConcurrentDictionary<string, int> _seen = new();

    /// <summary>Keys, and the tenants of each; the last one names none and has the default.</summary>
    private static readonly (string Key, string[] Tenants)[] Holders =
    [
        ("narrow-0123456789abcdefgh", ["north"]),
        ("double-0123456789abcdefgh", ["south", "east"]),
        ("nobody-0123456789abcdefgh", ["default"]),
    ];

    private RunningQuery _everything = null!;
    private RunningQuery[] _alone = [];

    public async ValueTask InitializeAsync()
    {
        var archive = new TenantArchive(_folder);
        archive.WritePictures();
        _everything = await StartAsync("all");
        await archive.WriteAsync(_everything, [.. TenantArchive.Secrets.Keys]);
        _alone = await Task.WhenAll(Holders.Select(holder => StartAsync(holder.Tenants[0])));
        foreach (var (server, holder) in _alone.Zip(Holders))
            await archive.WriteAsync(server, holder.Tenants);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _alone)
            await server.DisposeAsync();
        await _everything.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Answer_ToTenThousandRandomQuestions_IsAsIfThereWereNoOtherTenant()
    {
        var cursors = await CursorsOfOthersAsync();

        await Task.WhenAll(Enumerable.Range(0, Askers).Select(asker => Task.Run(async () =>
        {
            var questions = new TenantQuestions(seed: 20261122 + asker, cursors);
            for (var i = 0; i < Questions / Askers; i++)
                await CompareAsync(questions, holder: i % Holders.Length);
        })));

        Assert.True(_failures.IsEmpty, string.Join("\n\n", _failures.Take(5)));
        // The questions were worth asking: every endpoint answered and refused, and pictures were found.
        var seen = string.Join(", ", _seen.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.True(_seen.GetValueOrDefault("hits") > Questions / 10, seen);
        foreach (var kind in TenantQuestions.Kinds)
        {
            Assert.True(_seen.GetValueOrDefault($"{kind} 200") > 0, $"{kind} never answered. {seen}");
            Assert.True(_seen.GetValueOrDefault($"{kind} 403") > 0, $"{kind} never refused. {seen}");
        }
    }

    /// <summary>The secrets are where the questions look for them: whoever may see all tenants sees all of them.</summary>
    [Fact]
    public async Task Answer_ToTheKeyOfEveryTenant_HoldsTheirSecrets()
    {
        foreach (var (tenant, secret) in TenantArchive.Secrets)
        {
            foreach (var address in (string[])[$"/v1/words?prefix=velvet&tenant={tenant}", $"/v1/images?limit=1000&tenant={tenant}"])
                Assert.Contains(secret, await TextAsync(_everything, Operator, Get(address)), StringComparison.Ordinal);
            Assert.Contains(
                secret,
                await TextAsync(_everything, Operator, Post("/v1/search", new { query = "velvet", mode = "part", tenant, minScore = 0 })),
                StringComparison.Ordinal);
        }
    }

    private static HttpRequestMessage Get(string address) => new(HttpMethod.Get, address);

    private static HttpRequestMessage Post(string address, object body) =>
        new(HttpMethod.Post, address) { Content = JsonContent.Create(body) };

    private async Task CompareAsync(TenantQuestions questions, int holder)
    {
        var (key, tenants) = Holders[holder];
        var question = questions.Next(tenants);
        using var expected = await SendAsync(_alone[holder], key, question.Create());
        using var actual = await SendAsync(_everything, key, question.Create());
        var (alone, shared) = (await ComparableAsync(expected), await ComparableAsync(actual));
        Count($"{question.Kind} {(int)actual.StatusCode}");
        if (shared.Contains("\"hits\":[{", StringComparison.Ordinal))
            Count("hits");
        if (actual.StatusCode >= HttpStatusCode.InternalServerError)
            _failures.Add($"{(int)actual.StatusCode}: {question.Text}\n{shared}");
        if (actual.StatusCode != expected.StatusCode || alone != shared)
        {
            _failures.Add(
                $"{question.Text} of {key}\nalone {(int)expected.StatusCode}: {alone}\namong others {(int)actual.StatusCode}: {shared}");
        }

        foreach (var (tenant, secret) in TenantArchive.Secrets)
            if (!tenants.Contains(tenant) && shared.Contains(secret, StringComparison.OrdinalIgnoreCase))
                _failures.Add($"{question.Text} of {key} shows '{secret}':\n{shared}");
    }

    private void Count(string what) => _seen.AddOrUpdate(what, 1, static (_, count) => count + 1);

    /// <summary>Everything of an answer but clocks: the time it took, and the moment of the first page in a cursor.</summary>
    private static async Task<string> ComparableAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var head = $"{response.Content.Headers.ContentType} {response.Headers.ETag} ";
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json"))
            return head + Encoding.Latin1.GetString(bytes);
        var answer = JsonNode.Parse(bytes)!;
        if (answer is JsonObject json)
        {
            json.Remove("traceId");
            if (json.Remove("tookMs"))
                json["nextCursor"] = json["nextCursor"] is not null;
        }

        return head + answer.ToJsonString();
    }

    /// <summary>Of every tenant: where a search and a list go on.</summary>
    private async Task<List<string>> CursorsOfOthersAsync()
    {
        List<string> cursors = [];
        foreach (var tenant in TenantArchive.Secrets.Keys)
        {
            foreach (var query in TenantArchive.Words)
                cursors.Add(await CursorAsync(Post("/v1/search", new { query, mode = "exact", tenant, top = 1, minScore = 0 })));
            cursors.Add(await CursorAsync(Get($"/v1/images?limit=3&tenant={tenant}")));
        }

        return cursors;
    }

    private async Task<string> CursorAsync(HttpRequestMessage request) =>
        JsonNode.Parse(await TextAsync(_everything, Operator, request))!["nextCursor"]!.GetValue<string>();

    private static async Task<string> TextAsync(RunningQuery server, string key, HttpRequestMessage request)
    {
        using var response = await SendAsync(server, key, request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningQuery server, string key, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            return await server.Client.SendAsync(request);
        }
    }

    private Task<RunningQuery> StartAsync(string index)
    {
        List<string> settings =
        [
            "--SqliteVectorStore:Directory", _folder.Combine($"index-{index}"),
            "--Access:RequestsPerSecond", "100000", "--Access:Burst", "1000000",
        ];
        void Add(int number, string key, IEnumerable<string> tenants)
        {
            settings.AddRange([$"--Access:Keys:{number}:Name", $"holder-{number}", $"--Access:Keys:{number}:Key", key]);
            settings.AddRange([$"--Access:Keys:{number}:Roles:0", ApiRoles.Search]);
            foreach (var (at, tenant) in tenants.Index())
                settings.AddRange([$"--Access:Keys:{number}:Tenants:{at}", tenant]);
        }

        foreach (var (number, holder) in Holders.Index())
            Add(number, holder.Key, holder.Tenants.Except(["default"]));
        Add(Holders.Length, Operator, ["*"]);
        return RunningQuery.StartAsync(_folder, more: [.. settings]);
    }
}
