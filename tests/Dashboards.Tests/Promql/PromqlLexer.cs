using System.Text.RegularExpressions;

namespace Indexing.Dashboards.Tests.Promql;

/// <summary>Cuts PromQL into names, numbers, durations, strings and signs.</summary>
internal static partial class PromqlLexer
{
    public static List<(string Kind, string Text)> Read(string text)
    {
        var tokens = new List<(string, string)>();
        for (var at = 0; at < text.Length;)
        {
            var match = Token().Match(text, at);
            if (!match.Success)
                throw new FormatException($"'{text[at..]}' is no PromQL.");
            at += match.Length;
            var kind = match.Groups.Values.Skip(1).Single(group => group.Success);
            if (kind.Name != "space")
                tokens.Add((kind.Name, match.Value));
        }

        return tokens;
    }

    [GeneratedRegex("""
        \G(?:(?<space>\s+|\#[^\n]*)
        |(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
        |(?<duration>(?:\d+(?:ms|[smhdwy]))+)
        |(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
        |(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)
        |(?<sign>==|!=|>=|<=|=~|!~|[-+*/%^(){}\[\],=<>@]))
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
