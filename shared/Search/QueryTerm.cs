namespace Indexing.Search;

/// <summary>A word of the query, or several that follow each other (a phrase). Words are normalised, 1..64 characters.</summary>
public sealed record QueryTerm(IReadOnlyList<string> Words)
{
    /// <summary>Whether its words must follow each other.</summary>
    public bool IsPhrase => Words.Count > 1;

    /// <summary>The words, separated by spaces.</summary>
    public string Text => string.Join(' ', Words);

    /// <inheritdoc/>
    public override string ToString() => IsPhrase ? $"\"{Text}\"" : Text;
}
