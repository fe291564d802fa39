namespace Indexing.Contracts;

/// <summary>The answer to <c>GET /v1/access</c>: who the caller is to the service.</summary>
public sealed record CallerAccess
{
    /// <summary>Name of the caller's API key; <c>anonymous</c> when the service asks for none.</summary>
    public required string Name { get; init; }

    /// <summary>What the caller may do: <see cref="ApiRoles"/>, in alphabetical order.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Whose pictures the caller may see and change, in alphabetical order; <c>*</c> stands for every tenant.</summary>
    public required IReadOnlyList<string> Tenants { get; init; }
}
