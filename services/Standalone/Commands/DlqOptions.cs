using System.CommandLine;
using Indexing.Ingest.RabbitMq;

namespace Indexing.Standalone.Commands;

/// <summary>Options that the <c>dlq</c> commands share.</summary>
internal static class DlqOptions
{
    private const string Variable = "ConnectionStrings__rabbitmq";

    public static Option<string> Broker() => new("--broker")
    {
        Description = $"Address of the broker; default: {Variable}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) ?? "",
        HelpName = "amqp://USER:PASSWORD@HOST:PORT/",
    };

    public static Option<string?> Reason() => new("--reason")
    {
        Description = "Only messages with this reason, for example process_died.",
        HelpName = "CODE",
    };

    public static Option<string[]> Ids() => new("--id")
    {
        Description = "Only messages with these ids.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
        HelpName = "ID",
    };

    /// <summary>Whether a dead letter is meant by the two filters.</summary>
    public static bool IsMeant(DeadLetter letter, string? reason, string[] ids) =>
        (reason is null || letter.Reason == reason) && (ids.Length == 0 || ids.Contains(letter.Id));
}
