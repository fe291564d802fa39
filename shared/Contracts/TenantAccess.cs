using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;

namespace Indexing.Contracts;

/// <summary>Whose pictures a caller may see and change.</summary>
public static class TenantAccess
{
    /// <summary>Type of the claim that names a tenant; one claim per tenant.</summary>
    public const string ClaimType = "tenant";

    /// <summary>Value of the claim that stands for every tenant.</summary>
    public const string Every = "*";

    /// <summary>The tenant of a request that names none, unless the caller's key belongs to another one only.</summary>
    public const string Default = "default";

    /// <summary>The tenant that a request is about.</summary>
    /// <param name="caller">The authenticated caller.</param>
    /// <param name="asked">The tenant that the request names, or <see langword="null"/>.</param>
    /// <param name="tenant">The tenant, when the caller may use it.</param>
    /// <returns>Whether the caller may use it; a caller without any tenant claim may use none.</returns>
    public static bool TryResolve(ClaimsPrincipal caller, string? asked, [NotNullWhen(true)] out string? tenant)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var allowed = caller.FindAll(ClaimType).Select(claim => claim.Value).ToList();
        tenant = asked ?? (allowed is [var only] && only != Every ? only : Default);
        if (allowed.Contains(Every) || allowed.Contains(tenant))
            return true;
        tenant = null;
        return false;
    }
}
