using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Indexing.Standalone.Packs.Clip;

/// <summary>The JSON files of an export.</summary>
internal static class ClipJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads one.</summary>
    /// <returns>Its object; <see langword="null"/> when there is no such file.</returns>
    /// <exception cref="PackRefusedException">It is no JSON object, or a link.</exception>
    public static JsonObject? Read(string folder, string file)
    {
        if (!File.Exists(Path.Combine(folder, file)))
            return null;
        try
        {
            return JsonNode.Parse(File.ReadAllText(PackFiles.Locate(folder, file))) as JsonObject
                ?? throw new PackRefusedException($"'{file}' of the export is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new PackRefusedException($"'{file}' of the export is no JSON: {e.Message}", e);
        }
    }

    /// <summary>What is thrown when a file that is needed is not there.</summary>
    public static PackRefusedException Missing(string file) => new($"'{file}' of the export is missing. Fetch all of its files.");

    /// <summary>Writes a description for readers.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Readable) + "\n";

    /// <summary>What an object has under a name; <see langword="null"/> for everything that is no object.</summary>
    public static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>A whole number; <see langword="null"/> when there is none.</summary>
    public static int? Integer(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    /// <summary>A number; <see langword="null"/> when there is none.</summary>
    public static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    /// <summary>A text; <see langword="null"/> when there is none.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A truth value; <see langword="null"/> when there is none.</summary>
    public static bool? Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;
}
