using System.Globalization;

namespace Indexing.Benchmarks.Scale;

/// <summary>Lists of numbers on the command line.</summary>
internal static class Numbers
{
    /// <summary>Reads for example <c>1,2,4</c>.</summary>
    public static IReadOnlyList<int> Parse(string list) =>
        [.. list.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
