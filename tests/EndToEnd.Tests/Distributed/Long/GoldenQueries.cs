using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>
/// Questions whose answers are known: one picture of every file is indexed before anything fails, each of its words is asked for, and the
/// best picture is noted. Later the same picture must be found again, whatever goes on (invariants I7 and I8).
/// </summary>
internal sealed class GoldenQueries
{
    private const int Top = 10;
    private const int MinLetters = 4;
    private const double RecallLoss = 0.005;
    private const string Tenant = "golden";
    private readonly HttpClient _http;
    private readonly List<(string Word, string ImageId)> _queries = [];
    private readonly List<double> _milliseconds = [];
    private int _found;
    private int _errors;
    private int _asked;

    private GoldenQueries(HttpClient http) => _http = http;

    public int Queries => _queries.Count;

    public int Asked => _asked;

    /// <summary>Questions that were answered with an error.</summary>
    public int Errors => _errors;

    /// <summary>Questions whose picture was not among the best ten.</summary>
    public int Missed => _asked - _errors - _found;

    public static async Task<GoldenQueries> CreateAsync(Cluster cluster, ServiceProcess query)
    {
        var golden = new GoldenQueries(query.Http);
        var pictures = cluster.Pictures.Take(Workplace.DemoPictures.Count, Tenant).ToList();
        foreach (var picture in pictures)
            await cluster.Ledger.PublishAsync(picture.Announce() with { Tenant = Tenant }, Expected.Indexed, picture.Words);
        await cluster.Broker.WaitUntilIdleAsync(LongRun.Patience);
        var words = pictures.SelectMany(picture => picture.Words!.Split(' ')).Where(word => word.Length >= MinLetters).Distinct();
        foreach (var word in words)
            if ((await golden.SearchAsync(word)).FirstOrDefault() is { } best)
                golden._queries.Add((word, best));
        Assert.NotEmpty(golden._queries);
        return golden;
    }

    /// <summary>Writes the questions as <c>models migrate --golden</c> reads them.</summary>
    public Task WriteAsync(string path) => File.WriteAllLinesAsync(path, _queries.Select(
        query => JsonSerializer.Serialize(new { query = query.Word, images = new[] { query.ImageId }, tenant = Tenant })));

    /// <summary>Asks the next question.</summary>
    public async Task AskAsync()
    {
        var (word, expected) = _queries[_asked++ % _queries.Count];
        var clock = Stopwatch.StartNew();
        try
        {
            if ((await SearchAsync(word)).Contains(expected))
                _found++;
            _milliseconds.Add(clock.Elapsed.TotalMilliseconds);
        }
        catch (HttpRequestException)
        {
            _errors++;
        }
    }

    public void Tell(LongRun run)
    {
        var recall = (double)_found / _milliseconds.Count;
        run.Must(
            "recall@10 of golden queries within 0.5 point", recall >= 1 - RecallLoss,
            $"{recall:P2} of {_queries.Count} queries, {_asked} times");
        run.Must("searches that failed", _errors == 0, $"{_errors}");
        run.Note("search over HTTP", $"{Latencies.Of(_milliseconds)}");
    }

    private async Task<List<string?>> SearchAsync(string word)
    {
        var answer = await _http.PostAsJsonAsync("/v1/search", new { query = word, tenant = Tenant, top = Top, minScore = 0.0 });
        var body = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return [.. body.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("imageId").GetString())];
    }
}
