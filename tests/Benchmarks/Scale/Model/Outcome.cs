namespace Indexing.Benchmarks.Scale.Model;

/// <summary>What became of the pictures of a run.</summary>
/// <param name="Messages">All of them, in the order in which they were announced.</param>
/// <param name="BusySeconds">Seconds that cores were occupied, all together.</param>
/// <param name="Cores">Cores of all machines.</param>
internal sealed record Outcome(IReadOnlyList<Message> Messages, double BusySeconds, int Cores)
{
    /// <summary>From the start until the last picture was indexed.</summary>
    public double Seconds => Messages.Max(message => message.Indexed);

    /// <summary>Share of the cores' time that was used until the last picture was indexed.</summary>
    public double Utilisation => BusySeconds / (Seconds * Cores);

    /// <summary>Seconds that the pictures waited before a worker took them in hand.</summary>
    public IReadOnlyList<double> Ages => [.. Messages.Select(message => message.Begun - message.Published)];

    /// <summary>Seconds from the announcement of the pictures until they were indexed.</summary>
    public IReadOnlyList<double> Latencies => [.. Messages.Select(message => message.Indexed - message.Published)];

    /// <summary>When pictures were indexed.</summary>
    public IReadOnlyList<double> Indexed => [.. Messages.Select(message => message.Indexed)];
}
