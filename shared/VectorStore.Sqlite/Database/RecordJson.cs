using System.Text.Json;
using System.Text.Json.Serialization;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Tags and metadata as the JSON text of their columns.</summary>
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    public static string Write(IReadOnlyList<string> tags) =>
        tags.Count == 0 ? "[]" : JsonSerializer.Serialize(tags.ToArray(), Default.StringArray);

    public static string Write(IReadOnlyDictionary<string, string> metadata) =>
        metadata.Count == 0 ? "{}" : JsonSerializer.Serialize(new Dictionary<string, string>(metadata), Default.DictionaryStringString);

    public static string[] ReadTags(string json) => json == "[]" ? [] : JsonSerializer.Deserialize(json, Default.StringArray) ?? [];

    public static Dictionary<string, string> ReadMetadata(string json) =>
        json == "{}" ? [] : JsonSerializer.Deserialize(json, Default.DictionaryStringString) ?? [];
}
