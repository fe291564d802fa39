using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Indexing.TestSupport;

/// <summary>
/// A model pack that reads exactly as the product's own and whose spelling vectors have their numbers in another order: within the pack all
/// cosines are the same, between the packs they mean nothing. Whoever asks an index of one with the vectors of the other finds nothing.
/// </summary>
public static class TurnedPack
{
    private const string Name = "scene-text";
    private const string Original = "2";
    private const int Dimension = 256;

    /// <summary>Version of the turned pack.</summary>
    public const string Version = "3";

    /// <summary>Id of the turned pack.</summary>
    public const string Id = $"{Name}/{Version}";

    /// <summary>Makes a folder of model packs with the product's own pack and the turned one.</summary>
    /// <param name="models">The folder.</param>
    /// <param name="broken">Whether the turned pack takes nothing for a word.</param>
    /// <returns>Directory of the product's own pack there.</returns>
    public static string Create(string models, bool broken = false)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "models", Name, Original);
        foreach (var version in new[] { Original, Version })
        {
            var folder = Directory.CreateDirectory(Path.Combine(models, Name, version)).FullName;
            foreach (var file in Directory.GetFiles(source))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        Turn(Path.Combine(models, Name, Version), broken);
        return Path.Combine(models, Name, Original);
    }

    private static void Turn(string pack, bool broken)
    {
        var file = Path.Combine(pack, "pack.json");
        var description = JsonNode.Parse(File.ReadAllText(file))!;
        description["version"] = Version;
        foreach (var network in new[] { description["wordEncoder"]!, description["textTower"]! })
            foreach (var variant in (network["variants"]?.AsArray() ?? []).Append(network))
            {
                var path = Path.Combine(pack, (string)variant!["file"]!);
                File.WriteAllBytes(path, Turn(File.ReadAllBytes(path)));
                variant["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            }

        if (broken)
            description["detector"]!["boxThreshold"] = 1.0;
        File.WriteAllText(file, description.ToJsonString());
    }

    /// <summary>
    /// Gives the node that makes "lexical" another output name, and appends a Gather that makes "lexical" of it: protocol buffers merge
    /// what is appended into the message before.
    /// </summary>
    private static byte[] Turn(byte[] model)
    {
        const byte nodeOutput = 0x12;
        var output = (byte[])[nodeOutput, 7, .. "lexical"u8];
        var place = model.AsSpan().IndexOf(output);
        Assert.True(place >= 0 && model.AsSpan(place + 1).IndexOf(output) < 0, "The network has not one node that makes 'lexical'.");
        var straight = (byte[])model.Clone();
        "lexica_"u8.CopyTo(straight.AsSpan(place + 2));
        return [.. straight, .. Field(7, [.. Field(1, Gather()), .. Field(5, Order())])];
    }

    /// <summary>NodeProto: inputs 1, outputs 2, operator 4, attributes 5 (name 1, integer 3, type 20 = INT 2).</summary>
    private static byte[] Gather() =>
    [
        .. Field(1, "lexica_"u8), .. Field(1, "turned_order"u8), .. Field(2, "lexical"u8), .. Field(4, "Gather"u8),
        .. Field(5, [.. Field(1, "axis"u8), 3 << 3, 1, 0xA0, 0x01, 2]),
    ];

    /// <summary>TensorProto: dimensions 1, type 2 (INT64 7), name 8, raw data 9.</summary>
    private static byte[] Order()
    {
        var order = Enumerable.Range(0, Dimension).Select(static i => (long)((i * 37) + 11) % Dimension);
        return
        [
            1 << 3, 0x80, 0x02, 2 << 3, 7, .. Field(8, "turned_order"u8), .. Field(9, [.. order.SelectMany(BitConverter.GetBytes)]),
        ];
    }

    /// <summary>A field of bytes: key, length, content.</summary>
    private static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        var header = new List<byte> { (byte)((number << 3) | 2) };
        for (var length = (uint)content.Length; ; length >>= 7)
        {
            header.Add((byte)(length < 0x80 ? length : (length & 0x7f) | 0x80));
            if (length < 0x80)
                break;
        }

        return [.. header, .. content];
    }
}
