namespace Indexing.Ingest.RabbitMq;

/// <summary>Whether another attempt can help.</summary>
public enum FailureClass
{
    /// <summary>No: the message or the program has to change.</summary>
    Permanent,

    /// <summary>Perhaps: it failed for this message while its stores answered.</summary>
    Transient,

    /// <summary>The process died with the message in hand.</summary>
    Killer,
}
