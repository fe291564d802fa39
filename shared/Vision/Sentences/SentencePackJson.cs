using System.Text.Json;
using System.Text.Json.Serialization;

namespace Indexing.Vision.Sentences;

/// <summary>Source-generated JSON of a sentence pack's <c>pack.json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, ReadCommentHandling = JsonCommentHandling.Skip, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SentencePackDescription))]
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class SentencePackJson : JsonSerializerContext;
