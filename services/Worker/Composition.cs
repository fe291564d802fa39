using Indexing.Generations;
using Indexing.Hosting;
using Indexing.Ingest;
using Indexing.Ingest.RabbitMq;
using Indexing.Telemetry;
using Indexing.Telemetry.Health;
using Indexing.Vision;
using Microsoft.Extensions.Options;

namespace Indexing.Worker;

/// <summary>The parts of a worker: queues in, pictures from the configured blob stores, words into the configured vector store.</summary>
internal static class Composition
{
    /// <summary>Health and metrics, only for this machine, unless somebody says otherwise.</summary>
    private const string DefaultUrls = "http://127.0.0.1:8081";

    private static GenerationsOptions Generations { get; } = new()
    {
        Parts = static (parts, process, generation) => parts.AddModel(generation).AddModelWarmup().AddWritePath(process),
        ModelOf = ModelParts.ModelOf,
    };

    /// <summary>Builds the worker; the caller runs and disposes it.</summary>
    /// <param name="args">Configuration keys on the command line, for example <c>--urls http://0.0.0.0:8081</c>.</param>
    /// <param name="adjust">Changes, after everything else.</param>
    /// <exception cref="AggregateException">Several option classes are wrong; each inner exception lists all failures of one.</exception>
    /// <exception cref="OptionsValidationException">One option class is wrong.</exception>
    /// <exception cref="InvalidDataException">A secret's file cannot be read.</exception>
    public static WebApplication Create(string[] args, Action<IServiceCollection>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSecretFiles();
        if (!builder.Configuration.Has("urls", "http_ports", "https_ports"))
            builder.WebHost.UseUrls(DefaultUrls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddTelemetry("indexing-worker");
        builder.Services.AddImageDecoding().AddImageSources();
        builder.Services.AddBlobStores(builder.Configuration);
        builder.Services.AddVectorStore(builder.Configuration);
        builder.Services.AddGenerations([HealthTags.Ready], Generations)
            .FollowWritePath()
            .AddActiveCheck<ModelWarmup>("models", [HealthTags.Ready, HealthTags.Startup, HealthTags.Described]);
        builder.Services.AddIngestWorker();
        adjust?.Invoke(builder.Services);
        var worker = builder.Build();
        // Now, not when the worker starts: hosted services are made before the host validates, and the first to fail would hide the rest.
        worker.Services.GetRequiredService<IStartupValidator>().Validate();
        worker.MapTelemetry();
        return worker;
    }
}
