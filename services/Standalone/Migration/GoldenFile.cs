using System.Text.Json;
using Indexing.Search.Recall;

namespace Indexing.Standalone.Migration;

/// <summary>Golden questions of a user: one JSON object a line, <c>{"query":"coffee","images":["shop/1"],"tenant":"default"}</c>.</summary>
internal static class GoldenFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">There is no such file, or a line is no question.</exception>
    public static IReadOnlyList<GoldenQuery> Read(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"--golden names '{path}', which is no file.");
        var queries = new List<GoldenQuery>();
        foreach (var (index, line) in File.ReadLines(path).Index())
            if (line.Length > 0)
                queries.Add(Parse(line) ?? throw new UsageException(
                    $"Line {index + 1} of '{path}' is no question; a question is {{\"query\":\"coffee\",\"images\":[\"shop/1\"]}}."));
        return queries.Count > 0 ? queries : throw new UsageException($"'{path}' holds no question.");
    }

    private static GoldenQuery? Parse(string line)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web);
            return read is { Query.Length: > 0, Images.Count: > 0 }
                ? new GoldenQuery(read.Tenant ?? Contracts.TenantAccess.Default, read.Query, read.Images)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(string? Query, IReadOnlyList<string>? Images, string? Tenant);
}
