namespace Indexing.Contracts;

/// <summary>How the answers of several channels become one list.</summary>
public sealed record FusionOptions
{
    /// <summary>The rule.</summary>
    public FusionMethod Method { get; init; } = FusionMethod.Rrf;

    /// <summary>Constant of <see cref="FusionMethod.Rrf"/>, 1..1000: the larger, the less the first ranks stand out.</summary>
    public int K { get; init; } = 60;

    /// <summary>
    /// Weight of a channel by its name (<c>exact</c>, <c>similar</c>, <c>part</c>, <c>concept</c>), 0..10; 1 when absent.
    /// </summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();
}
