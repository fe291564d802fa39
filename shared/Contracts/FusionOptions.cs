namespace Indexing.Contracts;

/// <summary>How the answers of several channels become one list.</summary>
public sealed record FusionOptions
{
    /// <summary>The rule.</summary>
    public FusionMethod Method { get; init; } = FusionMethod.Rrf;

    /// <summary>Constant of <see cref="FusionMethod.Rrf"/>, 1..1000: the larger, the less the first ranks stand out.</summary>
    public int K { get; init; } = 60;

    /// <summary>
    /// Weight of a channel by its name (<c>exact</c>, <c>similar</c>, <c>part</c>, <c>concept</c>, <c>sentence</c>, <c>objects</c>), 0..10.
    /// When absent 1; of <c>sentence</c> and <c>objects</c> in mode <c>auto</c> the service chooses it by what the words have found
    /// (<see cref="ChannelRank.Weight"/> says it), and 0 leaves them out.
    /// </summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();
}
