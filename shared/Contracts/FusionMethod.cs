using System.Text.Json.Serialization;

namespace Indexing.Contracts;

/// <summary>How ranked lists become one; camelCase text in JSON.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FusionMethod>))]
public enum FusionMethod
{
    /// <summary>Reciprocal rank fusion: sum over the channels of weight / (k + rank), rank from 1 (Cormack et al. 2009).</summary>
    [JsonStringEnumMemberName("rrf")]
    Rrf,

    /// <summary>Sum over the channels of weight * score.</summary>
    [JsonStringEnumMemberName("weightedSum")]
    WeightedSum,
}
