using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Indexing.BlobStore;
using Indexing.BlobStore.FileSystem;
using Indexing.Contracts;
using Indexing.Ingest;
using Indexing.Standalone;
using Indexing.Standalone.Commands;
using Indexing.Standalone.Evaluation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Indexing.Benchmarks.Ingest;

/// <summary>
/// <c>ingest in-flight</c>: how many pictures must be in hand at a time so that the cores are busy while others are fetched.
/// Does not show: how much memory each takes, or stores whose answers take longer when more is asked of them.
/// </summary>
internal static class InFlightCommand
{
    private static readonly Option<int> Delay = new("--delay")
    {
        DefaultValueFactory = _ => 100,
        Description = "Milliseconds that each picture's way from and to the stores takes.",
    };

    private static readonly Option<int> Rounds = new("--rounds")
    {
        DefaultValueFactory = _ => 3,
        Description = "Times each number is run.",
    };

    public static Command Create(Option<string> set)
    {
        var command = new Command("in-flight", "Photographs per second by pictures in hand at a time.") { Delay, Rounds };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            EvaluationSet.Read(arguments.GetRequiredValue(set), holdout: 1, limit: int.MaxValue),
            TimeSpan.FromMilliseconds(arguments.GetRequiredValue(Delay)), arguments.GetRequiredValue(Rounds), cancellationToken));
        return command;
    }

    private static async Task RunAsync(EvaluationSet set, TimeSpan delay, int rounds, CancellationToken cancellationToken)
    {
        using var host = await EvaluationHost.StartAsync(set, services => Delayed(services, delay), cancellationToken);
        var ingestor = host.Services.GetRequiredService<ImageIngestor>();
        var cores = Environment.ProcessorCount;
        int[] numbers = [cores, cores + 1, 2 * cores, 3 * cores, 4 * cores];
        Print($"| pictures in hand | photographs/s, {delay.TotalMilliseconds:F0} ms away | cores busy |\n|---|---|---|");
        await IndexAsync(ingestor, set, cores, version: 1, cancellationToken);
        var version = 1;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var number in numbers)
            {
                var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                await IndexAsync(ingestor, set, number, ++version, cancellationToken);
                var (wall, busy) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
                Print($"| {number} | {set.Images.Count / wall.TotalSeconds:F1} | {busy / wall:F2} |");
            }
        }
    }

    private static void Delayed(IServiceCollection services, TimeSpan delay)
    {
        foreach (var store in services.Where(service => service.ServiceType == typeof(IBlobStore)).ToList())
            services.Remove(store);
        services.AddSingleton<IBlobStore>(provider => new SlowBlobStore(
            new FileSystemBlobStore(provider.GetRequiredService<IOptions<FileSystemBlobStoreOptions>>()), delay));
    }

    private static Task IndexAsync(
        ImageIngestor ingestor, EvaluationSet set, int inHand, long version, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            set.Images,
            new ParallelOptions { MaxDegreeOfParallelism = inHand, CancellationToken = cancellationToken },
            async (image, token) => await ingestor.IngestAsync(Announce(set, image.Image, version), token));

    private static IngestImage Announce(EvaluationSet set, string image, long version) => new()
    {
        ImageId = image,
        Version = version,
        Source = new ImageSource { Uri = FileUri.From(Path.Combine(set.ImageDirectory, image)) },
    };

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
