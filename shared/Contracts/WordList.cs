namespace Indexing.Contracts;

/// <summary>The answer to <c>GET /v1/words</c>: what is written in the pictures.</summary>
public sealed record WordList
{
    /// <summary>Confident readings that begin as asked, most frequent first.</summary>
    public required IReadOnlyList<WordCount> Words { get; init; }
}
