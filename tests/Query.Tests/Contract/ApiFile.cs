using System.Text.Json.Nodes;
using Indexing.TestSupport.Servers;

namespace Indexing.Query.Tests.Contract;

/// <summary>The shipped description of the API.</summary>
internal static class ApiFile
{
    private static readonly string[] Methods = ["get", "put", "post", "delete"];

    public static JsonObject Document { get; } =
        JsonNode.Parse(File.ReadAllText(Checkout.File("shared/Client/openapi.json")))!.AsObject();

    /// <summary>Every operation by its name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Operations { get; } = Document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Where(entry => Methods.Contains(entry.Key)))
        .ToDictionary(entry => entry.Value!["operationId"]!.GetValue<string>(), entry => entry.Value!.AsObject());

    /// <summary>What is documented of an answer.</summary>
    public static JsonObject Response(string operationId, int status) => Operations[operationId]["responses"]![$"{status}"]!.AsObject();
}
