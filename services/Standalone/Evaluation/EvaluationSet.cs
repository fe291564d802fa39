using System.Text.Json;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// A folder of photographs or word crops with their truth: <c>images/</c>, <c>gt.jsonl</c> and, for retrieval, <c>queries.jsonl</c>.
/// </summary>
internal sealed record EvaluationSet
{
    private const int ShortestWordQuery = 3;

    /// <summary>Absolute path of the folder that holds the images.</summary>
    public required string ImageDirectory { get; init; }

    /// <summary>The images in ascending order of their file names (ordinal).</summary>
    public required IReadOnlyList<EvaluationImage> Images { get; init; }

    /// <summary>The queries that at least one of the images answers; empty when the set has none.</summary>
    public required IReadOnlyList<EvaluationQuery> Queries { get; init; }

    /// <summary>Reads a set.</summary>
    /// <param name="directory">The folder of the set.</param>
    /// <param name="holdout">Keep only the images whose position in file name order is a multiple of this; 1 keeps all.</param>
    /// <param name="limit">Keep at most this many images.</param>
    /// <exception cref="UsageException">The folder is no set, or nothing is left.</exception>
    public static EvaluationSet Read(string directory, int holdout, int limit)
    {
        var root = Path.GetFullPath(directory);
        var truth = Path.Combine(root, "gt.jsonl");
        if (!File.Exists(truth))
            throw new UsageException($"'{root}' is no evaluation set: gt.jsonl is missing.");
        var images = ReadLines<EvaluationImage>(truth)
            .OrderBy(image => image.Image, StringComparer.Ordinal)
            .Where((_, index) => index % holdout == 0)
            .Take(limit)
            .ToList();
        if (images.Count == 0)
            throw new UsageException($"'{truth}' names no image.");
        var queries = Path.Combine(root, "queries.jsonl");
        return new EvaluationSet
        {
            ImageDirectory = Path.Combine(root, "images"),
            Images = images,
            Queries = File.Exists(queries) ? Answerable(ReadLines<EvaluationQuery>(queries), images) : [],
        };
    }

    /// <summary>The same crops with every distinct label of three and more characters as a query.</summary>
    /// <exception cref="UsageException">The set has no labelled crops.</exception>
    public EvaluationSet WithWordQueries()
    {
        var byLabel = Images.Where(image => image.Text is not null)
            .GroupBy(image => ProtocolText.Normalize(image.Text!), image => image.Image)
            .Where(group => group.Key.Length >= ShortestWordQuery)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new EvaluationQuery { Query = group.Key, Relevant = [.. group] })
            .ToList();
        return byLabel.Count > 0
            ? this with { Queries = byLabel }
            : throw new UsageException("The set has no word crops: no line of gt.jsonl has a \"text\" of three and more characters.");
    }

    /// <summary>The described images of one part of the set.</summary>
    /// <param name="split">The part.</param>
    /// <param name="limit">Keep at most this many.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public EvaluationSet WithCaptions(string split, int limit)
    {
        List<EvaluationImage> described = [.. Images.Where(image => image.Split == split && image.Captions.Count > 0).Take(limit)];
        return described.Count > 0
            ? this with { Images = described }
            : throw new UsageException($"'{Path.GetDirectoryName(ImageDirectory)}' has no image with captions in its part '{split}'.");
    }

    /// <summary>The same images with <see cref="SimilarQueries"/>, which none of them answers exactly.</summary>
    public EvaluationSet WithSimilarQueries() => this with
    {
        Queries = [.. SimilarQueries.Of(Images.SelectMany(image => image.Texts()))
            .Select(query => new EvaluationQuery { Query = query, Relevant = [] })],
    };

    private static List<EvaluationQuery> Answerable(IEnumerable<EvaluationQuery> queries, List<EvaluationImage> images)
    {
        var kept = images.Select(image => image.Image).ToHashSet(StringComparer.Ordinal);
        return [.. queries.Select(query => query with { Relevant = [.. query.Relevant.Where(kept.Contains)] })
            .Where(query => query.Relevant.Count > 0 && ProtocolText.Normalize(query.Query).Length > 0)];
    }

    private static IEnumerable<T> ReadLines<T>(string file)
    {
        foreach (var (number, line) in File.ReadLines(file).Index())
        {
            if (line.Length == 0)
                continue;
            T? value;
            try
            {
                value = JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web);
            }
            catch (JsonException e)
            {
                throw new UsageException($"'{file}' line {number + 1}: {e.Message}");
            }

            yield return value ?? throw new UsageException($"'{file}' line {number + 1} is null.");
        }
    }
}
