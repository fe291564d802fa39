using System.Text.Json.Nodes;

namespace Indexing.Standalone.Packs.Clip;

/// <summary>What an export says of itself.</summary>
internal static class ClipCard
{
    /// <summary>A name from the model that it was made of, or from what was installed; version 1.</summary>
    /// <exception cref="UsageException">Neither gives one.</exception>
    public static PackName NameOf(JsonObject? config, PackRequest request)
    {
        var origin = ClipJson.Text(config?["_name_or_path"])?.TrimEnd('/').Split('/')[^1];
        var name = PackName.From(origin ?? "");
        if (name.Length == 0)
            name = PackName.From(request.Stem);
        return name.Length > 0
            ? new PackName(name, "1")
            : throw new UsageException("The export has no name. Give it one with --name NAME/VERSION.");
    }

    /// <summary>
    /// Licence of the card: <c>license</c>, or <c>license_name</c> where that is <c>other</c>, of the block before its text; what the card
    /// says, which nobody has checked.
    /// </summary>
    public static string? LicenceOf(string folder)
    {
        var card = Path.Combine(folder, "README.md");
        if (!File.Exists(card))
            return null;
        var lines = File.ReadLines(PackFiles.Locate(folder, "README.md")).Take(200).ToList();
        if (lines is not ["---", ..])
            return null;
        var block = lines.Skip(1).TakeWhile(static line => line.TrimEnd() != "---").ToList();
        var licence = Value(block, "license:");
        return licence is null or "other" ? Value(block, "license_name:") ?? licence : licence;
    }

    private static string? Value(List<string> block, string key)
    {
        var line = block.Find(line => line.StartsWith(key, StringComparison.Ordinal));
        var value = line?[key.Length..].Trim().Trim('"', '\'');
        return value is { Length: > 0 and <= 100 } ? value : null;
    }
}
