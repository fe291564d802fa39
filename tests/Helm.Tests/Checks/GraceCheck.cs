using System.Globalization;
using Indexing.Ingest.RabbitMq;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Indexing.Helm.Tests.Checks;

/// <summary>A pod is killed after its host has given up, the host gives up after the bus, and the bus after its consumers.</summary>
internal static class GraceCheck
{
    public static IEnumerable<string> Mistakes(Manifests manifests)
    {
        foreach (var workload in manifests.Workloads.Where(workload => workload.Component is "worker" or "query"))
        {
            var grace = workload.Pod.Number("terminationGracePeriodSeconds");
            var before = workload.Containers.Sum(container => container.Number("lifecycle", "preStop", "sleep", "seconds"));
            var environment = workload.Environment(manifests, "10.0.0.1");
            TimeSpan[] chain = workload.Component == "worker"
                ? Worker(environment)
                : [new HostOptions().ShutdownTimeout];
            TimeSpan[] all = [TimeSpan.FromSeconds(grace - before), .. chain];
            if (!all.Zip(all.Skip(1)).All(pair => pair.First > pair.Second))
                yield return $"{workload.Title}: it ends after {string.Join(", ", all.Select(Seconds))} s; each must exceed the next.";
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the worker's own registration makes of its configuration.</summary>
    private static TimeSpan[] Worker(IReadOnlyDictionary<string, string> environment)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(entry =>
                KeyValuePair.Create(entry.Key.Replace("__", ":", StringComparison.Ordinal), (string?)entry.Value)))
            .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rabbitmq", (string?)"amqp://guest:guest@127.0.0.1/")]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddIngestWorker()
            .BuildServiceProvider();
        var bus = services.GetRequiredService<IOptions<MassTransitHostOptions>>().Value;
        return
        [
            services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
            bus.StopTimeout!.Value,
            bus.ConsumerStopTimeout!.Value,
        ];
    }
}
