using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Indexing.Benchmarks.Load;

/// <summary>
/// Asks at a fixed mean rate, at random moments (a Poisson process), however slow the answers are: a time counts from the moment at
/// which the question was due, so that a server that falls behind cannot hide it.
/// </summary>
internal sealed class OpenLoad(Uri server, IReadOnlyList<string> pictures) : IDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private readonly HttpClient _client = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
    private int _announced;

    /// <summary>Runs one part.</summary>
    public async Task<LoadFigures> RunAsync(
        string mode, IReadOnlyList<string> questions, double perSecond, double picturesPerSecond, TimeSpan length,
        CancellationToken cancellationToken)
    {
        var (before, indexedBefore) = (_announced, await IndexedAsync(cancellationToken));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ingest = AnnounceAsync(picturesPerSecond, ending.Token);
        var random = new Random(11);
        var pending = new List<Task<double?>>();
        var start = Stopwatch.GetTimestamp();
        for (var due = TimeSpan.Zero; due < length; due += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond))
        {
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait)
                await Task.Delay(wait, cancellationToken);
            pending.Add(AskAsync(mode, questions[random.Next(questions.Count)], start, due, cancellationToken));
        }

        var times = await Task.WhenAll(pending);
        await ending.CancelAsync();
        await ingest;
        await Task.Delay(Settling, cancellationToken);
        return new LoadFigures(
            mode, perSecond, [.. times.OfType<double>().Order()], times.Count(static time => time is null), _announced - before,
            await IndexedAsync(cancellationToken) - indexedBefore);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Milliseconds from the moment at which the question was due, or <see langword="null"/> for an error.</summary>
    private async Task<double?> AskAsync(string mode, string query, long start, TimeSpan due, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.PostAsJsonAsync("/v1/search", new { query, mode, top = 20 }, cancellationToken);
            await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? (Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task AnnounceAsync(double perSecond, CancellationToken cancellationToken)
    {
        if (perSecond <= 0)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var uri = new Uri(pictures[_announced % pictures.Count]).AbsoluteUri;
                using var response = await _client.PostAsJsonAsync(
                    "/v1/images", new { imageId = $"load-{Environment.ProcessId}-{_announced}", source = new { uri } }, cancellationToken);
                response.EnsureSuccessStatusCode();
                _announced++;
            }
        }
        catch (OperationCanceledException)
        {
            // The part is over.
        }
    }

    private async Task<long> IndexedAsync(CancellationToken cancellationToken) =>
        (await _client.GetFromJsonAsync<JsonElement>("/v1/stats", cancellationToken)).GetProperty("indexed").GetInt64();
}
