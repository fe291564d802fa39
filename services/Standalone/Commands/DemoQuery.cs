using Indexing.Contracts;

namespace Indexing.Standalone.Commands;

/// <summary>One entry of <c>demo/queries.json</c>.</summary>
internal sealed record DemoQuery
{
    /// <summary>The word to search.</summary>
    public required string Query { get; init; }

    /// <summary>What the search shows, for the reader.</summary>
    public string Note { get; init; } = "";

    /// <summary>What is looked for.</summary>
    public SearchMode Mode { get; init; } = SearchMode.Auto;
}
