using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Indexing.Contracts;
using Microsoft.Extensions.Options;

namespace Indexing.Access;

/// <summary>The valid keys. Only their hashes are kept, and only whole hashes are compared.</summary>
internal sealed class KeyRing
{
    /// <summary>Authentication type of a caller who sent a valid key.</summary>
    public const string KeyHolder = "ApiKey";

    private static readonly string[] EveryRole = [ApiRoles.Search, ApiRoles.Ingest, ApiRoles.Admin];

    private readonly List<(byte[] Hash, ClaimsPrincipal Owner)> _keys;

    public KeyRing(IOptions<AccessOptions> options) => _keys =
    [
        .. options.Value.Keys.Select(key => (HashOf(key.Key), PrincipalOf(
            KeyHolder,
            key.Name,
            key.Roles.Contains(ApiRoles.Admin) ? EveryRole : key.Roles.Distinct(),
            key.Tenants.Count == 0 ? [TenantAccess.Default] : key.Tenants.Distinct()))),
    ];

    /// <summary>Everybody, where no key is configured.</summary>
    public static ClaimsPrincipal Anonymous { get; } = PrincipalOf("Anonymous", "anonymous", EveryRole, [TenantAccess.Every]);

    public bool IsEmpty => _keys.Count == 0;

    /// <summary>The owner of a key, or <see langword="null"/>. Takes as long whichever key the text is, or is like.</summary>
    public ClaimsPrincipal? Find(string presented)
    {
        var hash = HashOf(presented);
        ClaimsPrincipal? owner = null;
        foreach (var key in _keys)
            if (CryptographicOperations.FixedTimeEquals(hash, key.Hash))
                owner = key.Owner;
        return owner;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static ClaimsPrincipal PrincipalOf(string type, string name, IEnumerable<string> roles, IEnumerable<string> tenants) =>
        new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, name),
                .. roles.Select(role => new Claim(ClaimTypes.Role, role)),
                .. tenants.Select(tenant => new Claim(TenantAccess.ClaimType, tenant)),
            ],
            type));
}
