using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.Exchanges;

/// <summary>One request with its answer, as a file.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Request">Body; <see langword="null"/> without one.</param>
/// <param name="Status">Status of the answer.</param>
/// <param name="Response">Body of the answer.</param>
/// <param name="Handwritten">Whether the model server answered, not a real one.</param>
internal sealed record Exchange(string Method, string Path, JsonNode? Request, int Status, JsonNode? Response, bool Handwritten)
{
    public bool Answers(string method, string path, JsonNode? request) =>
        Method == method && Path == path && JsonNode.DeepEquals(Request, request);
}
