namespace Indexing.Search;

/// <summary>What a query asks for: pictures that answer all terms of at least one alternative.</summary>
/// <param name="Alternatives">Terms that must all be there, for each alternative; neither is empty.</param>
public sealed record QueryExpression(IReadOnlyList<IReadOnlyList<QueryTerm>> Alternatives)
{
    /// <summary>Every term, in the order of the query.</summary>
    public IEnumerable<QueryTerm> Terms => Alternatives.SelectMany(static terms => terms);

    /// <summary>The only word of a query of one word; otherwise <see langword="null"/>.</summary>
    public string? SingleWord => Alternatives is [[{ IsPhrase: false } term]] ? term.Words[0] : null;

    /// <inheritdoc/>
    public override string ToString() => string.Join(" OR ", Alternatives.Select(static terms => string.Join(' ', terms)));
}
