using System.Numerics;

namespace Indexing.Vision.Onnx;

/// <summary>With how many items at once a network runs: what comes together is cut into runs of these sizes.</summary>
internal sealed class BatchSizes
{
    /// <summary>Every number.</summary>
    public static readonly BatchSizes Any = new([], isPadded: false);

    private readonly int[] _sizes;
    private readonly bool _isPadded;

    private BatchSizes(int[] sizes, bool isPadded) => (_sizes, _isPadded) = (sizes, isPadded);

    /// <summary>The sizes, ascending; none where every number is one.</summary>
    public IReadOnlyList<int> Sizes => _sizes;

    /// <summary>Powers of two up to a number; a run is as large as it can be without an empty place.</summary>
    public static BatchSizes Filled(int max) =>
        new([.. Enumerable.Range(0, 1 + BitOperations.Log2((uint)max)).Select(power => 1 << power)], isPadded: false);

    /// <summary>
    /// Powers of four up to a number, and that number: each costs a session, warmed for every size of picture. Places may stay empty, which
    /// a GPU hardly notices.
    /// </summary>
    public static BatchSizes Padded(int max)
    {
        var sizes = new List<int>();
        for (var size = 1; size < max; size *= 4)
            sizes.Add(size);
        return new([.. sizes, max], isPadded: true);
    }

    /// <summary>The next run.</summary>
    /// <param name="remaining">Items that wait, at least 1.</param>
    /// <param name="limit">Most items at once, at least 1.</param>
    /// <returns>How many items it takes, and its size, which is larger when places stay empty.</returns>
    public (int Taken, int Size) Next(int remaining, int limit)
    {
        var wanted = Math.Min(remaining, limit);
        if (_sizes.Length == 0)
            return (wanted, wanted);
        var size = _sizes[0];
        foreach (var larger in _sizes)
        {
            if (larger > (_isPadded ? limit : wanted) || size >= wanted)
                break;
            size = larger;
        }

        return (Math.Min(size, wanted), size);
    }
}
