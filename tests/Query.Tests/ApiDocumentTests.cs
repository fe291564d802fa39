using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Indexing.TestSupport.Servers;

namespace Indexing.Query.Tests;

/// <summary>Clients are made from shared/Client/openapi.json: it must say what the service does.</summary>
public sealed class ApiDocumentTests(QueryFixture fixture) : IClassFixture<QueryFixture>
{
    /// <summary>Set to 1, the test writes the file instead of comparing it.</summary>
    private const string Renew = "RENEW_OPENAPI";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    [Fact]
    public async Task Document_Served_IsTheShippedFile()
    {
        var path = Path.Combine(Checkout.Root, "shared", "Client", "openapi.json");
        var served = JsonNode.Parse(await fixture.Server.Client.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable(Renew) == "1")
            await File.WriteAllTextAsync(path, served);

        Assert.True(
            await File.ReadAllTextAsync(path) == served,
            $"{path} is not what the service says of itself. Look whether the change is meant, then run this test with {Renew}=1.");
    }

    [Fact]
    public async Task Document_EveryOperation_HasANameAndAPurpose()
    {
        var operations = await OperationsAsync();

        Assert.Empty(operations
            .Where(operation => operation["operationId"] is null || operation["summary"] is null).Select(operation => $"{operation}"));
        Assert.Equal(operations.Count, operations.Select(operation => operation["operationId"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Document_EveryProperty_IsDescribed()
    {
        var document = await DocumentAsync();

        Assert.Empty(
            from schema in document["components"]!["schemas"]!.AsObject()
            where schema.Value!["properties"] is not null
            from property in schema.Value["properties"]!.AsObject()
            where property.Value!["description"] is null
            select $"{schema.Key}.{property.Key}");
    }

    private async Task<JsonNode> DocumentAsync() =>
        JsonNode.Parse(await fixture.Server.Client.GetStringAsync("/openapi/v1.json"))!;

    private async Task<List<JsonObject>> OperationsAsync() =>
    [
        .. (await DocumentAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Where(entry => Methods.Contains(entry.Key)))
            .Select(entry => entry.Value!.AsObject()),
    ];
}
