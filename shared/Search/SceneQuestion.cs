namespace Indexing.Search;

/// <summary>What pictures shall show, and what of the same question shall be written there.</summary>
/// <param name="Channel"><see cref="SearchChannel.Sentence"/> or <see cref="SearchChannel.Objects"/>.</param>
/// <param name="Text">The question.</param>
/// <param name="Vector">Unit vector of the scene that is wanted.</param>
/// <param name="Words">What is looked for as written words, too; <see langword="null"/>: nothing.</param>
internal sealed record SceneQuestion(SearchChannel Channel, SceneText Text, float[] Vector, QueryExpression? Words)
{
    /// <summary>Whether the words stand in quotation marks, so that they are no part of the sentence.</summary>
    public bool IsQuoted => Text.Quoted is not null;

    /// <inheritdoc/>
    public override string ToString() => IsQuoted || Words is null ? Text.ToString() : Words.ToString();
}
