using Indexing.VectorStore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Indexing.Generations;

/// <summary>Puts together the services of one generation. Thread-safe.</summary>
public sealed class GenerationFactory(IServiceProvider process, IGenerations generations, GenerationsOptions options)
{
    /// <summary>The services of a generation, active or not; nothing is started. The caller disposes them.</summary>
    public ServiceProvider Create(Generation generation)
    {
        var parts = new ServiceCollection();
        parts.AddSingleton(process.GetRequiredService<IConfiguration>());
        parts.AddSingleton(process.GetRequiredService<ILoggerFactory>());
        parts.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        parts.AddSingleton(process.GetRequiredService<IHostApplicationLifetime>());
        parts.AddSingleton(process.GetRequiredService<TimeProvider>());
        parts.AddSingleton(generation);
        // By a factory, so that it is closed with the generation.
        parts.AddSingleton(_ => generations.Open(generation));
        options.Parts(parts, process, generation);
        return parts.BuildServiceProvider();
    }
}
