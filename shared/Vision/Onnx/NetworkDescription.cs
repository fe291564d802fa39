namespace Indexing.Vision.Onnx;

/// <summary>A network of the pack: its file in 32-bit floats, and variants of it.</summary>
public record NetworkDescription : NetworkFile
{
    /// <summary>The network in other numbers, at most once in each; <see langword="null"/>: there is none.</summary>
    public IReadOnlyList<NetworkVariant>? Variants { get; init; }

    /// <summary>
    /// What measured best on a device (<c>cpu</c>, <c>cuda</c>), accuracy and speed together; a device that is not named takes
    /// <see cref="Precision.Fp32"/>.
    /// </summary>
    public IReadOnlyDictionary<string, Precision>? Preferred { get; init; }

    /// <summary>Every precision there is a file of, 32-bit floats first.</summary>
    public IReadOnlyList<Precision> Precisions => [Precision.Fp32, .. (Variants ?? []).Select(variant => variant.Precision)];

    /// <summary>The file that computes so.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pack has none.</exception>
    public NetworkFile In(Precision precision) => precision == Precision.Fp32
        ? this
        : Variants?.FirstOrDefault(variant => variant.Precision == precision)
            ?? throw new ArgumentOutOfRangeException(nameof(precision), precision, $"'{File}' has no such variant.");

    /// <summary>What this network runs in on a device.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="wanted">A fixed precision, where there is a variant of it; <see langword="null"/>: the pack's choice.</param>
    public Precision On(string device, Precision? wanted)
    {
        if (wanted is { } precision)
            return Precisions.Contains(precision) ? precision : Precision.Fp32;
        return Preferred is not null && Preferred.TryGetValue(device, out var preferred) ? preferred : Precision.Fp32;
    }

    /// <summary>What is wrong with the variants, as a sentence; <see langword="null"/> when nothing is.</summary>
    internal string? Mistake()
    {
        if (Precisions.GroupBy(precision => precision).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return $"'{File}' has more than one file in {twice.Key.Name()}";
        var missing = Preferred?.FirstOrDefault(choice => !Precisions.Contains(choice.Value));
        return missing is { Key: not null } choice
            ? $"'{File}' prefers {choice.Value.Name()} on '{choice.Key}', of which there is no variant"
            : null;
    }
}
