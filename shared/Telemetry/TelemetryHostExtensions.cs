using System.Reflection;
using Indexing.Telemetry.Health;
using Indexing.Telemetry.Prometheus;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Indexing.Telemetry;

/// <summary>Adds traces, metrics and logs to a host.</summary>
/// <remarks>
/// Configured by the standard variables, which may stand in any configuration source of the host: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>
/// turns the export of all three on (variables for one signal only are not read), <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> is <c>grpc</c>
/// (default) or <c>http/protobuf</c>, <c>OTEL_TRACES_SAMPLER</c> samples (default: everything, following the caller's decision),
/// <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> describe the process. Without an endpoint nothing leaves the process but
/// <c>/metrics</c>.
/// </remarks>
public static class TelemetryHostExtensions
{
    /// <summary>Every library of ours names its source and its meter after itself.</summary>
    private const string OurLibraries = "Indexing.*";

    private static readonly string[] Sources = [OurLibraries, "MassTransit", "Microsoft.AspNetCore", "System.Net.Http"];
    private static readonly string[] Meters =
        [OurLibraries, "MassTransit", "Microsoft.AspNetCore.*", "System.Net.Http", "System.Net.NameResolution", "System.Runtime"];

    /// <summary>
    /// Adds the providers, flushes them after everything else has stopped, names the spans of HTTP requests, and adds the health check
    /// service, whose results are metrics as well. The host maps <see cref="TelemetryEndpoints.MapTelemetry"/> and registers its checks
    /// under <see cref="HealthTags"/>.
    /// </summary>
    /// <param name="builder">The host; call once, before other hosted services are added.</param>
    /// <param name="serviceName">
    /// <c>service.name</c> unless <c>OTEL_SERVICE_NAME</c> says otherwise, for example <c>indexing-query</c>.
    /// </param>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(serviceName);
        // By default ASP.NET Core 10 leaves method, path and address out of its spans.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var configuration = builder.Configuration;
        void Describe(ResourceBuilder resource) => DescribeProcess(resource, serviceName);

        builder.Services.AddSingleton<PrometheusExporter>();
        builder.Services.AddSingleton(_ => CreateTracerProvider(configuration, Describe));
        builder.Services.AddSingleton(
            services => CreateMeterProvider(configuration, Describe, services.GetRequiredService<PrometheusExporter>()));
        if (IsExported(configuration))
            builder.Logging.AddOpenTelemetry(logs => ConfigureLogs(logs, Describe));
        builder.Services.AddSingleton<IStartupFilter, RequestSpans>();
        builder.Services.AddHostedService<TelemetryLifetime>();
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<IHealthCheckPublisher, HealthMetrics>();
        builder.Services.Configure<HealthCheckPublisherOptions>(checks => checks.Period = HealthMetrics.Period);
        ProcessMemory.Observe();
        return builder;
    }

    private static TracerProvider CreateTracerProvider(IConfiguration configuration, Action<ResourceBuilder> describe)
    {
        var traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(describe)
            .AddSource(Sources);
        if (IsExported(configuration))
            traces.AddOtlpExporter();
        return traces.Build();
    }

    private static MeterProvider CreateMeterProvider(
        IConfiguration configuration, Action<ResourceBuilder> describe, PrometheusExporter prometheus)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(describe)
            .AddMeter(Meters)
            .AddView(HistogramBuckets.Choose)
            .AddReader(prometheus.Reader);
        if (IsExported(configuration))
            metrics.AddOtlpExporter();
        return metrics.Build();
    }

    private static void ConfigureLogs(OpenTelemetryLoggerOptions logs, Action<ResourceBuilder> describe)
    {
        var resource = ResourceBuilder.CreateEmpty();
        describe(resource);
        logs.SetResourceBuilder(resource);
        logs.IncludeScopes = true;
        logs.IncludeFormattedMessage = true;
        logs.AddOtlpExporter();
    }

    private static bool IsExported(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <summary>The environment comes last: what an operator says wins over what the program knows of itself.</summary>
    private static void DescribeProcess(ResourceBuilder resource, string serviceName) => resource
        .Clear()
        .AddTelemetrySdk()
        .AddService(serviceName, serviceVersion: Version())
        .AddEnvironmentVariableDetector();

    private static string? Version() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
