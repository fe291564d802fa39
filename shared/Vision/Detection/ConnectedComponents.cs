using System.Runtime.InteropServices;

namespace Indexing.Vision.Detection;

/// <summary>
/// Labels 8-connected areas of a map by runs and union-find: one pass over the cells, everything else is proportional to the number of
/// runs. Keeps its buffers.
/// </summary>
internal sealed class ConnectedComponents
{
    private readonly List<Run> _runs = [];
    private readonly List<int> _parents = [];
    private readonly List<int> _componentOfRoot = [];
    private readonly List<int> _first = [];
    private readonly List<int> _next = [];
    private Run[] _sorted = [];

    /// <summary>Number of areas found by the last <see cref="Label"/>.</summary>
    public int Count => _next.Count;

    /// <summary>The runs of an area, by row and column.</summary>
    public ReadOnlySpan<Run> Runs(int component) => _sorted.AsSpan(_first[component], _first[component + 1] - _first[component]);

    /// <summary>Finds the areas of a map.</summary>
    public void Label(in ProbabilityMap map, float threshold)
    {
        _runs.Clear();
        _parents.Clear();
        var previousRow = 0;
        for (var y = 0; y < map.Height; y++)
        {
            var rowStart = _runs.Count;
            FindRuns(map.Row(y), y, threshold);
            Connect(previousRow, rowStart);
            previousRow = rowStart;
        }

        Collect();
    }

    private void FindRuns(ReadOnlySpan<float> row, int y, float threshold)
    {
        for (var x = 0; x < row.Length; x++)
        {
            if (row[x] <= threshold)
                continue;
            var start = x;
            while (x < row.Length && row[x] > threshold)
                x++;
            _parents.Add(_runs.Count);
            _runs.Add(new Run(y, start, x));
        }
    }

    /// <summary>Joins the runs of one row with those of the row above that they touch, diagonals included.</summary>
    private void Connect(int above, int current)
    {
        var (a, c, aboveEnd) = (above, current, current);
        while (a < aboveEnd && c < _runs.Count)
        {
            var (upper, lower) = (_runs[a], _runs[c]);
            if (upper.Start <= lower.End && lower.Start <= upper.End)
                _parents[Root(a)] = Root(c);
            if (upper.End < lower.End)
                a++;
            else
                c++;
        }
    }

    private int Root(int run)
    {
        while (_parents[run] != run)
            run = _parents[run] = _parents[_parents[run]];
        return run;
    }

    /// <summary>Gathers the runs of each area next to each other; a counting sort keeps them in row order.</summary>
    private void Collect()
    {
        _componentOfRoot.Clear();
        CollectionsMarshal.SetCount(_componentOfRoot, _runs.Count);
        var componentOfRoot = CollectionsMarshal.AsSpan(_componentOfRoot);
        componentOfRoot.Fill(-1);
        _first.Clear();
        _first.Add(0);
        for (var run = 0; run < _runs.Count; run++)
        {
            ref var component = ref componentOfRoot[Root(run)];
            if (component < 0)
            {
                component = _first.Count - 1;
                _first.Add(0);
            }

            _first[component + 1]++;
        }

        for (var i = 1; i < _first.Count; i++)
            _first[i] += _first[i - 1];
        _next.Clear();
        _next.AddRange(CollectionsMarshal.AsSpan(_first)[..^1]);
        if (_sorted.Length < _runs.Count)
            _sorted = new Run[2 * _runs.Count];
        for (var run = 0; run < _runs.Count; run++)
            _sorted[_next[componentOfRoot[Root(run)]]++] = _runs[run];
    }
}
