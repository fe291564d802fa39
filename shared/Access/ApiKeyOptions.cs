using Indexing.Contracts;

namespace Indexing.Access;

/// <summary>One API key: an entry of <see cref="AccessOptions.Keys"/>.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>
    /// Whose key it is, 1..64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>. Two entries with one name are two valid keys of one caller,
    /// so that a key can be replaced while the old one is still in use; both count towards one rate limit.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The secret, 24..256 letters, digits and <c>-._~+/=</c>, random; for example from <c>openssl rand -base64 32</c>. Never logged.
    /// </summary>
    public string Key { get; set; } = "";

    /// <summary>What the key is good for: names of <see cref="ApiRoles"/>; at least one.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>
    /// Tenants whose pictures the key may reach, or <see cref="TenantAccess.Every"/>; empty: <see cref="TenantAccess.Default"/> only.
    /// </summary>
    public IList<string> Tenants { get; } = [];

    /// <summary>
    /// In place of <see cref="AccessOptions.RequestsPerSecond"/>, 1..100000; the same in every entry of the name.
    /// </summary>
    public int? RequestsPerSecond { get; set; }

    /// <summary>In place of <see cref="AccessOptions.Burst"/>, 1..1000000; the same in every entry of the name.</summary>
    public int? Burst { get; set; }
}
