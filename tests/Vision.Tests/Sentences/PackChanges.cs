using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Indexing.Vision.Tests.Sentences;

/// <summary>Makes a pack another one, before its description is written.</summary>
internal static class PackChanges
{
    /// <summary>Gives a part of the pack another file.</summary>
    public static void Replace(
        JsonObject description, string part, byte[] content, string directory, Action<JsonObject>? change = null)
    {
        var described = description[part]!.AsObject();
        File.WriteAllBytes(Path.Combine(directory, (string)described["file"]!), content);
        described["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        change?.Invoke(described);
    }
}
