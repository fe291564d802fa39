using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Indexing.Standalone.Packs;

/// <summary>The files of a pack's folder, as its <c>pack.json</c> names them: each with its SHA-256, wherever in it.</summary>
internal static class PackFiles
{
    /// <summary>File that describes a pack.</summary>
    public const string Description = "pack.json";

    /// <summary>Licences and cards, which belong to a pack though its description does not name them.</summary>
    private static readonly string[] Notices = ["LICENSE", "LICENCE", "NOTICE", "COPYING", "README", "MODEL_CARD"];

    /// <summary>Reads the description as it stands.</summary>
    /// <exception cref="PackRefusedException">It is no JSON object.</exception>
    public static JsonObject Describe(string folder)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Description)), documentOptions: options) as JsonObject
                ?? throw new PackRefusedException($"{Description} is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new PackRefusedException($"{Description} is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Paths of the files that a description names, relative to the folder, each once, with the SHA-256 that it names.</summary>
    public static IEnumerable<(string File, string Sha256)> Named(JsonNode? description) => description switch
    {
        JsonObject node => Own(node).Concat(node.SelectMany(static member => Named(member.Value))).Distinct(),
        JsonArray nodes => nodes.SelectMany(Named).Distinct(),
        _ => [],
    };

    /// <summary>Licences and cards of a folder.</summary>
    public static IEnumerable<string> NoticesOf(string folder) => Directory.EnumerateFiles(folder)
        .Select(static path => Path.GetFileName(path))
        .Where(static file => Notices.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase));

    /// <summary>Path of a file that is about to be taken.</summary>
    /// <exception cref="PackRefusedException">It is missing, a link, or outside of the folder.</exception>
    public static string Locate(string folder, string file)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, file));
        if (Path.IsPathRooted(file) || !path.StartsWith(root, StringComparison.Ordinal))
            throw new PackRefusedException($"{Description} names '{file}', which is outside of the pack. Do not trust it.");
        if (!File.Exists(path))
            throw new PackRefusedException($"'{file}' of the pack is missing. Fetch all of its files.");
        for (var part = path; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
            if (File.GetAttributes(part).HasFlag(FileAttributes.ReparsePoint))
                throw new PackRefusedException($"'{file}' of the pack is a link. Copy the folder with its files: cp -rL.");
        return path;
    }

    /// <summary>Compares every file with its SHA-256.</summary>
    /// <exception cref="PackRefusedException">A file is missing or differs.</exception>
    public static async Task VerifyAsync(string folder, JsonObject description, CancellationToken cancellationToken)
    {
        foreach (var (file, sha256) in Named(description))
        {
            var actual = await Sha256Async(Locate(folder, file), cancellationToken);
            if (actual != sha256)
            {
                throw new PackRefusedException(
                    $"'{file}' of the pack is damaged or replaced: SHA-256 {actual}, {Description} says {sha256}.");
            }
        }
    }

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    private static IEnumerable<(string, string)> Own(JsonObject node) =>
        node["file"] is JsonValue file && file.TryGetValue<string>(out var name)
        && node["sha256"] is JsonValue digest && digest.TryGetValue<string>(out var sha256)
            ? [(name, sha256)]
            : [];
}
