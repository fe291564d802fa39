using System.ComponentModel.DataAnnotations;

namespace Indexing.Ingest.RabbitMq;

/// <summary>How the broker is used. Section <c>RabbitMq</c>; the address is the connection string <c>rabbitmq</c>.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "RabbitMq";

    /// <summary>Name of the connection string.</summary>
    public const string ConnectionStringName = "rabbitmq";

    /// <summary>
    /// Address of the broker, <c>amqp://user:password@host:port/vhost</c>, or <c>amqps:</c> for TLS. Empty: the connection string
    /// <c>rabbitmq</c>.
    /// </summary>
    public string Uri { get; set; } = "";

    /// <summary>
    /// Messages of the bulk queue that a worker holds unacknowledged, 0..1000; 0: the pictures worked on at a time and two more. Every one
    /// of them passes the quarantine lane when the worker dies.
    /// </summary>
    [Range(0, 1000, ErrorMessage = "RabbitMq:Prefetch must be between {1} and {2}.")]
    public int Prefetch { get; set; }

    /// <summary>Pictures of the interactive queue worked on at a time by one worker, beside those of the bulk queue, 1..64.</summary>
    [Range(1, 64, ErrorMessage = "RabbitMq:InteractiveParallel must be between {1} and {2}.")]
    public int InteractiveParallel { get; set; } = 1;

    /// <summary>After how many deaths of workers that had it in hand a picture is a dead letter, 2..20.</summary>
    [Range(2, 20, ErrorMessage = "RabbitMq:PoisonAttempts must be between {1} and {2}.")]
    public int PoisonAttempts { get; set; } = 5;

    /// <summary>After how many attempts that failed although the stores answered a message is a dead letter, 1..100.</summary>
    [Range(1, 100, ErrorMessage = "RabbitMq:TransientAttempts must be between {1} and {2}.")]
    public int TransientAttempts { get; set; } = 8;

    /// <summary>
    /// How long a message waits before its second, third, ... attempt, each 10 ms..1 day; the last one repeats. Empty: 5 s, 30 s, 5 min.
    /// </summary>
    public IList<TimeSpan> ParkDelays { get; } = [];

    /// <summary>How long work in hand may take when the process is asked to end, 1 s..10 min; then it is handed back.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "RabbitMq:StopTimeout must be between {1} and {2}.")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary><see cref="ParkDelays"/> or their default.</summary>
    internal IReadOnlyList<TimeSpan> Delays => ParkDelays.Count > 0
        ? [.. ParkDelays]
        : [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];
}
