using System.Text.Json;

namespace Indexing.Contracts.Tests;

/// <summary>Compares a value with the JSON that stands for it.</summary>
internal static class Golden
{
    /// <summary>The value writes exactly this JSON, and what is read from it writes the same; lines may be broken before a space.</summary>
    public static void AssertJson<T>(T value, string golden)
    {
        var compact = golden.Replace("\n ", "", StringComparison.Ordinal);
        Assert.Equal(compact, JsonSerializer.Serialize(value, JsonSerializerOptions.Web));
        var back = JsonSerializer.Deserialize<T>(compact, JsonSerializerOptions.Web);
        Assert.Equal(compact, JsonSerializer.Serialize(back, JsonSerializerOptions.Web));
    }
}
