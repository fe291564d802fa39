using Indexing.Access;
using Indexing.Generations;
using Indexing.Hosting;
using Indexing.Ingest;
using Indexing.Ingest.Http;
using Indexing.Ingest.Messaging;
using Indexing.Ingest.RabbitMq;
using Indexing.Query.Health;
using Indexing.Search;
using Indexing.Search.Http;
using Indexing.Search.Localisation;
using Indexing.Search.Scenes;
using Indexing.Telemetry;
using Indexing.Telemetry.Health;
using Indexing.Vision;
using Indexing.Vision.Onnx;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Indexing.Query;

/// <summary>The parts of the query service: search and page, and the ingest API, which puts pictures on the queue.</summary>
internal static class Composition
{
    /// <summary>Only this machine, unless somebody says otherwise; containers set <c>ASPNETCORE_URLS</c> or <c>HTTP_PORTS</c>.</summary>
    private const string DefaultUrls = "http://127.0.0.1:8080";

    /// <summary>The largest inline picture that can be allowed (1 MiB) in base64, and room for the rest of the message.</summary>
    private const long MaxRequestBody = 1_500_000;

    /// <summary>An image id of 1024 characters, each percent-encoded in up to nine, and room for the rest of the line.</summary>
    private const int MaxRequestLine = 12 * 1024;

    /// <summary>A generation that cannot be opened here is not written from here either: searches go on with the one before.</summary>
    private static GenerationsOptions Generations { get; } = new()
    {
        Parts = static (parts, _, generation) => parts.AddModel(generation).AddSearch().AddQueryWarmup(),
        ModelOf = ModelParts.ModelOf,
        GoesOnWithFormer = true,
    };

    /// <summary>Builds the server; the caller runs and disposes it.</summary>
    /// <param name="args">Configuration keys on the command line, for example <c>--urls http://0.0.0.0:8080</c>.</param>
    /// <param name="addBus">The bus that announces pictures; RabbitMQ by default.</param>
    /// <param name="adjust">Changes, after everything else.</param>
    /// <exception cref="AggregateException">Several option classes are wrong; each inner exception lists all failures of one.</exception>
    /// <exception cref="OptionsValidationException">One option class is wrong.</exception>
    /// <exception cref="InvalidDataException">A secret's file cannot be read.</exception>
    public static WebApplication Create(
        string[] args, Action<IServiceCollection>? addBus = null, Action<IServiceCollection>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddSecretFiles();
        if (!builder.Configuration.Has("urls", "http_ports", "https_ports"))
            builder.WebHost.UseUrls(DefaultUrls);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.AddTelemetry("indexing-query");
        builder.Services.AddApiAccess().AddImageDecoding().AddQueryHealth().AddImageSources().AddImageAnnouncer().AddImageReading()
            .AddApiDocument();
        builder.Services.AddBlobStores(builder.Configuration);
        builder.Services.AddVectorStore(builder.Configuration);
        builder.Services.AddGenerations([HealthTags.Ready], Generations)
            .Follow<ModelSet>().Follow<SearchService>().Follow<PictureSearch>().Follow<PhraseLocator>()
            .Follow<SceneReader>().Follow<VisualVocabulary>().Follow<TagCleaner>().Follow<KnownCaptions>().Follow<CaptionRanker>()
            .AddActiveCheck<QueryWarmup>("models", [HealthTags.Ready, HealthTags.Startup]);
        (addBus ?? (services => services.AddIngestPublisher()))(builder.Services);
        adjust?.Invoke(builder.Services);
        var server = builder.Build();
        // Now, not when the server starts: hosted services are made before the host validates, and the first to fail would hide the rest.
        server.Services.GetRequiredService<IStartupValidator>().Validate();
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
        server.MapTelemetry();
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
    }
}
