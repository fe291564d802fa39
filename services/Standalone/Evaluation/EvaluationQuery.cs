namespace Indexing.Standalone.Evaluation;

/// <summary>One line of a set's <c>queries.jsonl</c>.</summary>
internal sealed record EvaluationQuery
{
    /// <summary>The word, lower-case 0-9a-z.</summary>
    public required string Query { get; init; }

    /// <summary>File names of the images that show it.</summary>
    public required IReadOnlyList<string> Relevant { get; init; }
}
