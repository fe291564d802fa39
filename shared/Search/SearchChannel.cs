namespace Indexing.Search;

/// <summary>One way of looking for a term.</summary>
public enum SearchChannel
{
    /// <summary>The word itself, by its spelling vector and its posteriors.</summary>
    Exact,

    /// <summary>Words spelt nearly so.</summary>
    Similar,

    /// <summary>Longer words and codes that contain it, by the n-gram index and the posteriors.</summary>
    Part,

    /// <summary>Words for this kind of thing, by their concept vector.</summary>
    Concept,

    /// <summary>What the whole picture shows, by the sentence's vector.</summary>
    Sentence,

    /// <summary>What the whole picture shows, by the sum of the words' vectors.</summary>
    Objects,

    /// <summary>Of a question by picture: words that are spelt like one in it.</summary>
    Look,

    /// <summary>Of a question by picture: words that mean something alike.</summary>
    Meaning,
}
