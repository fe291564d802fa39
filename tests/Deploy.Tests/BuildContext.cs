using System.Text.RegularExpressions;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>What <c>.dockerignore</c> leaves in the context of a build; of its language the part that our file uses.</summary>
internal sealed class BuildContext
{
    private readonly List<(Regex Pattern, bool Includes)> _rules;

    private BuildContext(IEnumerable<string> lines) => _rules =
    [
        .. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => (Pattern(line.TrimStart('!')), line[0] == '!')),
    ];

    public static BuildContext Read() => new(File.ReadLines(Checkout.File(".dockerignore")));

    /// <summary>Whether a path is sent: the last rule that fits it, or a folder above it, decides.</summary>
    public bool Includes(string path)
    {
        var last = _rules.FindLastIndex(rule => rule.Pattern.IsMatch(path));
        return last < 0 || _rules[last].Includes;
    }

    private static Regex Pattern(string glob)
    {
        var escaped = Regex.Escape(glob).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal);
        return new Regex($"^{escaped.Replace(@"\*", "[^/]*", StringComparison.Ordinal)}(/.*)?$", RegexOptions.CultureInvariant);
    }
}
