using Indexing.Access;
using Indexing.BlobStore.FileSystem;
using Indexing.Generations;
using Indexing.Hosting;
using Indexing.Ingest;
using Indexing.Ingest.Http;
using Indexing.Ingest.Messaging;
using Indexing.Search;
using Indexing.Search.Http;
using Indexing.Search.Localisation;
using Indexing.Search.Scenes;
using Indexing.Standalone.Explanation;
using Indexing.Standalone.Folders;
using Indexing.Standalone.Localisation;
using Indexing.Standalone.Migration;
using Indexing.Standalone.Rendering;
using Indexing.Telemetry;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Indexing.Standalone;

/// <summary>Which parts a command runs on.</summary>
internal static class Composition
{
    private const string StoreSection = "SqliteVectorStore";

    /// <summary>The largest inline picture that can be allowed (1 MiB) in base64, and room for the rest of the message.</summary>
    private const long MaxRequestBody = 1_500_000;

    /// <summary>The parts of a command that ends by itself; the host is started, the caller disposes it.</summary>
    /// <param name="index">The index to read and write; its active generation is followed.</param>
    /// <param name="roots">Folders that pictures may be read from.</param>
    /// <param name="adjust">Changes for one command, after everything else.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<IHost> StartLocalAsync(
        IndexDirectory index, IReadOnlyList<string> roots, Action<IServiceCollection>? adjust, CancellationToken cancellationToken) =>
        StartAsync(index, roots, builder => AddProduct(builder), adjust, cancellationToken);

    /// <summary>The same for an index that is new and has one generation only, made by the configured model pack.</summary>
    public static Task<IHost> StartPlainAsync(
        IndexDirectory index, IReadOnlyList<string> roots, Action<IServiceCollection>? adjust, CancellationToken cancellationToken) =>
        StartAsync(
            index,
            roots,
            static builder =>
            {
                AddStores(builder);
                builder.Services.AddVision().AddIngest().AddSearch();
            },
            adjust,
            cancellationToken);

    private static async Task<IHost> StartAsync(
        IndexDirectory index,
        IReadOnlyList<string> roots,
        Action<IHostApplicationBuilder> add,
        Action<IServiceCollection>? adjust,
        CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        Configure(builder.Configuration, index, roots);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        add(builder);
        adjust?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>
    /// The generations of an index: on the Qdrant server of the environment, with the blob stores of the environment, or in a folder.
    /// </summary>
    /// <param name="index">The folder, when no server is configured.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="UsageException">No server is configured, and there is no such folder.</exception>
    public static async Task<GenerationSession> StartGenerationsAsync(IndexDirectory index, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        AddSettings(builder.Configuration);
        var onServer = builder.Configuration.Has("ConnectionStrings:qdrant", "Qdrant:Url");
        if (!onServer)
            Configure(builder.Configuration, index.MustExist(), [.. ConfiguredRoots(builder.Configuration), .. index.ReadableFolders()]);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddImageDecoding();
        builder.Services.AddBlobStores(builder.Configuration);
        builder.Services.AddVectorStore(builder.Configuration);
        builder.Services.AddSingleton(Generations(addParts: null)).AddSingleton<GenerationFactory>();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new GenerationSession(host);
    }

    /// <summary>The parts that look at pictures, without an index; the host is started, the caller disposes it.</summary>
    public static async Task<IHost> StartVisionAsync(CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        AddSettings(builder.Configuration);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddVision().AddSearch()
            .AddSingleton<WordDescriber>().AddSingleton<PictureExplainer>().AddSingleton<PictureWordsReader>();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>The parts of <c>serve</c>: an in-memory bus, the write path and the read path in one web server.</summary>
    /// <param name="options">How it was called.</param>
    /// <param name="adjust">Changes, after everything else.</param>
    public static WebApplication CreateServer(ServeOptions options, Action<IServiceCollection>? adjust)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Configure(builder.Configuration, options.Index, options.Roots);
        builder.Configuration.AddInMemoryCollection(options.ToConfiguration());
        builder.Logging.ClearProviders();
        // A device that was asked for and cannot be had ends the start, not the first picture.
        AddProduct(builder, static parts => parts.AddHostedService<DeviceStart>());
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddIngestConsumers();
            bus.AddInlinePictureCleaner();
            bus.UsingInMemory((context, transport) =>
            {
                transport.UseMessageRetry(OutageRetry.Configure);
                transport.ConfigureEndpoints(context);
            });
        });
        builder.Services.Configure<MassTransitHostOptions>(bus => bus.WaitUntilStarted = true);
        builder.Services.AddApiAccess().AddApiDocument().AddImageAnnouncer().AddPendingImages();
        builder.Services.AddHealthChecks().AddCheck<ReadinessCheck>(ReadinessCheck.Name);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBody);
        adjust?.Invoke(builder.Services);
        var server = builder.Build();
        Map(server);
        return server;
    }

    private static void Map(WebApplication server)
    {
        server.UseProblems();
        server.UseSearchPage();
        server.UseApiAccess();
        server.MapSearchEndpoints();
        server.MapIngestEndpoints();
        server.MapApiDocument();
        // Alive means that the process answers; what it depends on is a matter of readiness.
        server.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false });
        server.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = ReadinessCheck.WriteAsync });
    }

    private static void Configure(IConfigurationBuilder configuration, IndexDirectory index, IReadOnlyList<string> roots)
    {
        AddSettings(configuration);
        var values = new Dictionary<string, string?> { [$"{StoreSection}:Directory"] = index.Path };
        foreach (var (number, root) in roots.Index())
            values[$"{FileSystemBlobStoreOptions.SectionName}:Roots:{number}"] = root;
        configuration.AddInMemoryCollection(values);
    }

    /// <summary>A service that shares the folder may have had roots of its own.</summary>
    private static string[] ConfiguredRoots(ConfigurationManager configuration) =>
        configuration.GetSection($"{FileSystemBlobStoreOptions.SectionName}:Roots").Get<string[]>() ?? [];

    /// <summary>
    /// The settings that every command starts from: the file beside the program, the environment, and the files that the environment names.
    /// </summary>
    /// <exception cref="InvalidDataException">A secret's file cannot be read.</exception>
    public static void AddSettings(IConfigurationBuilder configuration)
    {
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false);
        configuration.AddEnvironmentVariables();
        configuration.AddSecretFiles();
    }

    private static void AddProduct(IHostApplicationBuilder builder, Action<IServiceCollection>? addParts = null)
    {
        AddStores(builder);
        builder.Services.AddImageDecoding().AddImageSources().AddImageReading();
        builder.Services.AddGenerations([], Generations(addParts)).FollowWritePath().Follow<SearchService>().Follow<PictureSearch>()
            .Follow<PhraseLocator>()
            .Follow<SceneReader>().Follow<VisualVocabulary>().Follow<TagCleaner>().Follow<KnownCaptions>().Follow<CaptionRanker>();
    }

    private static GenerationsOptions Generations(Action<IServiceCollection>? addParts) => new()
    {
        Parts = (parts, process, generation) =>
        {
            parts.AddModel(generation).AddWritePath(process).AddSearch();
            addParts?.Invoke(parts);
        },
        ModelOf = ModelParts.ModelOf,
    };

    private static void AddStores(IHostApplicationBuilder builder)
    {
        // Standard output belongs to results.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services
            .AddFileSystemBlobStore()
            .AddSqliteVectorStore(store => builder.Configuration.GetSection(StoreSection).Bind(store))
            .AddSingleton<FileIndexer>()
            .AddSingleton<IndexRun>()
            .AddSingleton<HitPictures>();
    }
}
