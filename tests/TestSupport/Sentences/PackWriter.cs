using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Indexing.TestSupport.Sentences;

/// <summary>Writes files into the folder of a pack, and what <c>pack.json</c> says of them.</summary>
internal sealed class PackWriter(string directory)
{
    /// <summary>Writes a file; returns its description with file and sha256, added to the given one.</summary>
    public JsonObject Write(string name, byte[] content, JsonObject? description = null)
    {
        File.WriteAllBytes(Path.Combine(directory, name), content);
        description ??= [];
        description["file"] = name;
        description["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        return description;
    }

    /// <summary>Writes a text file.</summary>
    public JsonObject Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));
}
