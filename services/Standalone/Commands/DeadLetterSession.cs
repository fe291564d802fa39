using Indexing.Ingest.RabbitMq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary>The connection of one <c>dlq</c> command.</summary>
internal static class DeadLetterSession
{
    /// <summary>Runs work on the dead letters of a broker.</summary>
    public static async Task<int> RunAsync(string broker, Func<DeadLetters, Task<int>> work)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new($"{RabbitMqOptions.SectionName}:{nameof(RabbitMqOptions.Uri)}", broker)]).Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration).AddDeadLetters().BuildServiceProvider();
        return await work(services.GetRequiredService<DeadLetters>());
    }
}
