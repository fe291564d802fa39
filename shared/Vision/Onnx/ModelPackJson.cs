using System.Text.Json;
using System.Text.Json.Serialization;

namespace Indexing.Vision.Onnx;

/// <summary>Source-generated JSON of <c>pack.json</c>; unknown members (measured scores, credits) are for readers and ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, ReadCommentHandling = JsonCommentHandling.Skip, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelPackDescription))]
internal sealed partial class ModelPackJson : JsonSerializerContext;
