namespace Indexing.Search;

/// <summary>The words for a channel that callers see.</summary>
public static class SearchChannelNames
{
    /// <summary>The name in camelCase.</summary>
    public static string Of(SearchChannel channel) => channel switch
    {
        SearchChannel.Exact => "exact",
        SearchChannel.Similar => "similar",
        SearchChannel.Part => "part",
        SearchChannel.Concept => "concept",
        SearchChannel.Sentence => "sentence",
        SearchChannel.Objects => "objects",
        SearchChannel.Look => "look",
        _ => "meaning",
    };
}
