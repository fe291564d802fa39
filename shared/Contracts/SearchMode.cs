using System.Text.Json.Serialization;

namespace Indexing.Contracts;

/// <summary>What a search looks for; camelCase text in JSON.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SearchMode>))]
public enum SearchMode
{
    /// <summary>Pictures that show the word as asked. Hits below the calibrated threshold are left out.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,

    /// <summary>Pictures that show the word or one spelled nearly so, by normalised edit similarity.</summary>
    [JsonStringEnumMemberName("similar")]
    Similar,

    /// <summary>Pictures that show a word for this kind of thing: <c>dog</c> finds a picture that says "terrier".</summary>
    [JsonStringEnumMemberName("concept")]
    Concept,

    /// <summary>Pictures that show the text as a part of a longer word or code: <c>RE16</c> finds "PRE16A".</summary>
    [JsonStringEnumMemberName("part")]
    Part,

    /// <summary>
    /// The service chooses among the others by the query and by what each of them finds, and says so in
    /// <see cref="SearchResponse.Channels"/>.
    /// </summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>
    /// Pictures that show what a sentence describes: <c>a brown dog runs on the beach</c>. Needs an index with scenes (a sentence pack).
    /// </summary>
    [JsonStringEnumMemberName("sentence")]
    Sentence,

    /// <summary>
    /// Pictures that show all these things and properties together: <c>snowy young</c>. Only words that the sentence pack knows; needs an
    /// index with scenes.
    /// </summary>
    [JsonStringEnumMemberName("objects")]
    Objects,
}
