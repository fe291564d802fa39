using Microsoft.Extensions.Options;

namespace Indexing.Ingest.RabbitMq;

/// <summary>What attributes cannot say of <see cref="RabbitMqOptions"/>. The address holds a password: it is not repeated.</summary>
internal sealed class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>
{
    private static readonly TimeSpan MinDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        var failures = new List<string>();
        if (!Uri.TryCreate(options.Uri, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            failures.Add(
                "ConnectionStrings:rabbitmq (or RabbitMq:Uri) must be an address such as amqp://user:password@host:5672/; "
                + (options.Uri.Length == 0 ? "it is empty." : "it has another form."));
        foreach (var delay in options.ParkDelays)
            if (delay < MinDelay || delay > MaxDelay)
                failures.Add($"RabbitMq:ParkDelays has {delay}; each must be between {MinDelay} and {MaxDelay}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
