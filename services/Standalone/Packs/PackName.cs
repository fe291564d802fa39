using System.Text.RegularExpressions;

namespace Indexing.Standalone.Packs;

/// <summary>Name and version of a pack: its folder, and a part of generations' model ids, where <c>+</c> joins two.</summary>
/// <param name="Name">For example <c>clip-vit-b32</c>.</param>
/// <param name="Version">For example <c>1</c>.</param>
internal sealed partial record PackName(string Name, string Version)
{
    /// <summary>What a name or a version may be.</summary>
    public const string Allowed = "1 to 64 letters, digits, '.', '_' and '-', of which the first is a letter or digit";

    /// <summary>Both parts.</summary>
    public string Id => $"{Name}/{Version}";

    /// <summary>Reads <c>NAME/VERSION</c>.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static PackName Parse(string text) => text.Split('/') is [var name, var version] && IsPart(name) && IsPart(version)
        ? new PackName(name, version)
        : throw new UsageException($"--name is '{text}'; it must be NAME/VERSION, each {Allowed}.");

    /// <summary>Whether a text can be a name or a version.</summary>
    public static bool IsPart(string text) => Part().IsMatch(text);

    /// <summary>The nearest thing to a text that can be a name; empty when nothing of it can.</summary>
    public static string From(string text)
    {
        var name = Foreign().Replace(text.ToLowerInvariant(), "-").Trim('-', '.', '_');
        return name.Length <= 64 ? name : name[..64];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Part();

    [GeneratedRegex("[^a-z0-9._-]+")]
    private static partial Regex Foreign();
}
