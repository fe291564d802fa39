namespace Indexing.Telemetry.Health;

/// <summary>Tags that put a host's <c>IHealthCheck</c> behind an endpoint; a check may carry both.</summary>
public static class HealthTags
{
    /// <summary><c>/readyz</c>: may this process be given work now?</summary>
    public const string Ready = "ready";

    /// <summary><c>/startupz</c>: has this process finished starting?</summary>
    public const string Startup = "startup";

    /// <summary>The data of the check may be shown to whoever asks an endpoint: no address, no secret.</summary>
    public const string Described = "described";
}
