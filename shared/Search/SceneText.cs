namespace Indexing.Search;

/// <summary>A query as the description of a scene.</summary>
/// <param name="Sentence">What stands outside of quotation marks, as it was written; may be empty.</param>
/// <param name="Words">Its words, normalised.</param>
/// <param name="HasAlternatives">Whether it has an OR, which only words know.</param>
/// <param name="Quoted">What must be written in the picture; <see langword="null"/> when nothing stands in quotation marks.</param>
internal sealed record SceneText(string Sentence, IReadOnlyList<string> Words, bool HasAlternatives, QueryExpression? Quoted)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(' ', Words.Concat(Quoted?.Terms.Select(static term => $"\"{term.Text}\"") ?? []));
}
