using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Indexing.Query.Tests.Contract;

/// <summary>Every answer that shared/Client/openapi.json documents is produced once, and is what it says.</summary>
public sealed class ContractTests(ContractServers servers) : IClassFixture<ContractServers>
{
    private const string Tenant = "default";
    private const string OtherTenant = "museum";

    /// <summary>Every operation with every documented status.</summary>
    public static TheoryData<string, int> Documented() =>
        new(ApiFile.Operations.SelectMany(operation => operation.Value["responses"]!.AsObject()
            .Select(response => (operation.Key, int.Parse(response.Key, System.Globalization.CultureInfo.InvariantCulture)))));

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task Answer_ThatIsDocumented_IsGivenAsDescribed(string operationId, int status)
    {
        using var response = await ProduceAsync(operationId, status);

        Assert.Equal(status, (int)response.StatusCode);
        var documented = ApiFile.Response(operationId, status);
        Assert.All(documented["headers"]?.AsObject() ?? [], header => Assert.True(response.Headers.Contains(header.Key), header.Key));
        if (documented["content"] is not JsonObject content)
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        else
            await CheckAsync(response.Content, content);
    }

    [Theory]
    [InlineData("search", "utf-7")]
    [InlineData("announceImage", "utf-7")]
    [InlineData("locatePhrase", "klingon")]
    [InlineData("cleanTags", "utf-7")]
    [InlineData("rankCaptions", "klingon")]
    public async Task Body_OfACharsetThatNobodyReads_IsNotSupported(string operationId, string charset)
    {
        using var request = ContractRequests.Valid[operationId](Tenant);
        // Otherwise JsonContent itself tries to write in that charset.
        await request.Content!.LoadIntoBufferAsync();
        request.Content.Headers.ContentType!.CharSet = charset;

        using var response = await servers.Open.Client.SendAsync(request);

        Assert.Equal((415, "not_json"), ((int)response.StatusCode, await RunningQuery.CodeOfAsync(response)));
    }

    private static async Task CheckAsync(HttpContent body, JsonObject documented)
    {
        var mediaType = body.Headers.ContentType!.MediaType!;
        Assert.Contains(mediaType, documented.Select(content => content.Key));
        if (mediaType.EndsWith("json", StringComparison.Ordinal))
            Assert.Empty(SchemaRules.Mistakes(JsonNode.Parse(await body.ReadAsStringAsync()), documented[mediaType]!["schema"]!));
        else
            Assert.NotEmpty(await body.ReadAsByteArrayAsync());
    }

    private Task<HttpResponseMessage> ProduceAsync(string operationId, int status)
    {
        if (ContractRequests.Special.TryGetValue((operationId, status), out var special))
            return status == 409 ? RefuseWithoutPackAsync(special()) : servers.Open.Client.SendAsync(special());
        Assert.True(
            ContractRequests.Valid.TryGetValue(operationId, out var valid), $"ContractRequests has no request for {operationId}.");
        return status switch
        {
            >= 200 and < 300 => servers.Open.Client.SendAsync(valid(Tenant)),
            401 => servers.Guarded.Client.SendAsync(valid(Tenant)),
            403 => servers.Guarded.Client.SendAsync(With(ContractServers.Key, valid(OtherTenant))),
            429 => ExhaustAsync(() => With(ContractServers.SlowKey, valid(Tenant))),
            503 => servers.Away.Client.SendAsync(valid(Tenant)),
            _ => throw new InvalidOperationException($"ContractRequests has no request that {operationId} answers with {status}."),
        };
    }

    /// <summary>Of a service that finds words only.</summary>
    private Task<HttpResponseMessage> RefuseWithoutPackAsync(HttpRequestMessage request) =>
        servers.Guarded.Client.SendAsync(With(ContractServers.Key, request));

    /// <summary>Until the key has used up what it may ask in a second.</summary>
    private async Task<HttpResponseMessage> ExhaustAsync(Func<HttpRequestMessage> request)
    {
        const int MostTries = 20;
        for (var tries = 1; ; tries++)
        {
            var response = await servers.Guarded.Client.SendAsync(request());
            if ((int)response.StatusCode == 429 || tries == MostTries)
                return response;
            response.Dispose();
        }
    }

    private static HttpRequestMessage With(string key, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }
}
