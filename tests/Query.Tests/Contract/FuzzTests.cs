using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Detection;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests.Contract;

/// <summary>
/// Ten thousand requests that nobody meant: each is answered, none with a failure of the service, none with what is its own.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const int Requests = 10_000;
    private const string Key = "fuzzing-0123456789abcdefgh";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Requests_ThatNobodyMeant_AreRefusedWithoutFailureOrLeak()
    {
        await using var server = await RunningQuery.StartAsync(
            _folder, addBus: null, services => services.AdjustParts(parts => parts.AddSingleton<ITextDetector, MiddleWordDetector>()),
            "--Inference:SentencePack", SentencePacks.CreateColours(_folder.Combine("models")),
            "--Ingest:InlineDirectory", _folder.Combine("pictures/inline"),
            "--Access:Keys:0:Name", "fuzz", "--Access:Keys:0:Key", Key, "--Access:Keys:0:Roles:0", "admin",
            "--Access:RequestsPerSecond", "100000", "--Access:Burst", "1000000");
        await server.ShowAsync(_folder, "shown", SentencePacks.Png("red", "blue"));
        await ContractServers.ShowSceneAsync(server, "seen");
        server.Client.Timeout = Patience;
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var mutator = new RequestMutator(server.Client.BaseAddress!);
        var mistakes = new ConcurrentBag<string>();
        var statuses = new ConcurrentDictionary<int, int>();

        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, token) =>
        {
            var status = await SendAsync(server.Client, mutator, number, mistakes, token);
            statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
        });

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));
        Assert.True(mistakes.IsEmpty, string.Join("\n", mistakes.Take(2000)));
        // Mutations that all fail at the first gate would test nothing behind it.
        Assert.True(statuses.GetValueOrDefault(200) > Requests / 20, "Too few requests came through.");
        Assert.True(statuses.GetValueOrDefault(400) > Requests / 20, "Too few requests were refused for what they say.");
    }

    private async Task<int> SendAsync(
        HttpClient client, RequestMutator mutator, int number, ConcurrentBag<string> mistakes, CancellationToken token)
    {
        using var request = await mutator.MakeAsync(number);
        var what = $"#{number} {request.Method} {request.RequestUri}";
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, token);
            var body = await response.Content.ReadAsStringAsync(token);
            if ((int)response.StatusCode >= 500)
                mistakes.Add($"{what}: {(int)response.StatusCode} {body}");
            if ((int)response.StatusCode >= 400 && Leaks(body) is { } leak)
                mistakes.Add($"{what}: tells '{leak}' in {body}");
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            mistakes.Add($"{what}: {e.GetType().Name} {e.Message} after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
            return 0;
        }
    }

    /// <summary>What only the service can know: its folders, its secret, its code.</summary>
    private string? Leaks(string body) => Array.Find(
        [_folder.Path, Key, "   at ", "Exception", "Indexing.", "System.", "Microsoft.", "SQLite", ".cs"],
        mark => body.Contains(mark, StringComparison.Ordinal));
}
