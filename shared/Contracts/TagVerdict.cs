using System.Text.Json.Serialization;

namespace Indexing.Contracts;

/// <summary>What becomes of a tag; camelCase text in JSON.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagVerdict>))]
public enum TagVerdict
{
    /// <summary>The picture shows it.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,

    /// <summary>The picture does not seem to show it.</summary>
    [JsonStringEnumMemberName("doubtful")]
    Doubtful,

    /// <summary>The model has no word for it (a name, a code, a misspelling): neither right nor wrong.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
