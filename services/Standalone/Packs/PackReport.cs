namespace Indexing.Standalone.Packs;

/// <summary>A pack that was opened and run.</summary>
internal sealed record PackReport
{
    /// <summary>Name and version.</summary>
    public required PackName Name { get; init; }

    /// <summary>What it is for.</summary>
    public required PackKind Kind { get; init; }

    /// <summary>Licence of its weights, as it says.</summary>
    public required string Licence { get; init; }

    /// <summary>Dimension of its vectors.</summary>
    public required int Dimension { get; init; }

    /// <summary>Milliseconds for one picture, the median of the runs, on one thread of the CPU in 32-bit floats.</summary>
    public required double PictureMilliseconds { get; init; }

    /// <summary>The same for one sentence, or one word of a query.</summary>
    public required double TextMilliseconds { get; init; }

    /// <summary>Precisions that its image network comes in.</summary>
    public required IReadOnlyList<string> Precisions { get; init; }
}
