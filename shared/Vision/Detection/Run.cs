namespace Indexing.Vision.Detection;

/// <summary>Cells of a row above the threshold: columns <paramref name="Start"/> to <paramref name="End"/> (exclusive).</summary>
internal readonly record struct Run(int Row, int Start, int End);
