namespace Indexing.Ingest.Messaging;

/// <summary>A message that can never be worked on as it is. It goes to the dead letters with its code.</summary>
/// <param name="code">
/// Stable code: <c>invalid_message</c>, <c>unknown_schema_version</c>, <c>unknown_tenant</c> or <c>inline_too_large</c>.
/// </param>
/// <param name="detail">What to change.</param>
public sealed class InvalidMessageException(string code, string detail) : Exception(detail)
{
    /// <summary>Stable code of the reason.</summary>
    public string Code => code;
}
