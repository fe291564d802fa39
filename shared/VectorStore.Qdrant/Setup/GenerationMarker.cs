using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Setup;

/// <summary>
/// The point of an images collection that names the model pack of its generation. It belongs to no tenant, so no reader sees it.
/// </summary>
internal static class GenerationMarker
{
    /// <summary>Its status, which no picture has.</summary>
    public const string Status = "generation";

    private const string Id = "00000000-0000-0000-0000-000000000001";

    public static Filter Filter { get; } = Filter.Of(Condition.Is("key", Id));

    public static RecordPoint Of(string model) => new(Id, new RecordPayload { Key = Id, Status = Status, Model = model });
}
