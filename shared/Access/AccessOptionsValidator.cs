using System.Text.RegularExpressions;
using Indexing.Contracts;
using Microsoft.Extensions.Options;

namespace Indexing.Access;

/// <summary>What attributes cannot say of <see cref="AccessOptions"/>, all of it at once. No part of a key is repeated.</summary>
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    private const string Keys = $"{AccessOptions.SectionName}:{nameof(AccessOptions.Keys)}";
    private const string Origins = $"{AccessOptions.SectionName}:{nameof(AccessOptions.CorsOrigins)}";
    private const int MaxRate = 100_000;
    private const int MaxBurst = 1_000_000;
    private static readonly string[] Roles = [ApiRoles.Search, ApiRoles.Ingest, ApiRoles.Admin];

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string> failures =
        [
            .. options.Keys.Index().SelectMany(entry => FailuresOf($"{Keys}:{entry.Index}", entry.Item)),
            .. RepeatedKeys(options),
            .. UnequalLimits(options),
            .. options.CorsOrigins.Index().Where(entry => !IsOrigin(entry.Item)).Select(entry =>
                $"{Origins}:{entry.Index} is '{entry.Item}': scheme, host and port as a browser sends them "
                + "(https://archive.example.org, http://localhost:3000), without a path, are allowed."),
        ];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FailuresOf(string at, ApiKeyOptions key)
    {
        if (!Name().IsMatch(key.Name))
            yield return $"{at}:Name is '{key.Name}': 1 to 64 letters, digits, '-', '_' and '.' are allowed.";
        if (key.Key.Length == 0)
            yield return $"{at}:Key is missing; set it, or in the environment {at.Replace(":", "__", StringComparison.Ordinal)}__Key_FILE "
                + "to a file that holds it.";
        else if (!Secret().IsMatch(key.Key))
            yield return $"{at}:Key has {key.Key.Length} characters: 24 to 256 letters, digits and -._~+/= are allowed "
                + "(openssl rand -base64 32).";
        if (key.Roles.Count == 0)
            yield return $"{at}:Roles is empty: name at least one of {string.Join(", ", Roles)}.";
        foreach (var role in key.Roles.Except(Roles))
            yield return $"{at}:Roles has '{role}': {string.Join(", ", Roles)} are allowed.";
        if (key.Tenants.Any(string.IsNullOrWhiteSpace))
            yield return $"{at}:Tenants has an empty name: names of tenants, or {TenantAccess.Every} for all, are allowed.";
        if (key.RequestsPerSecond is < 1 or > MaxRate)
            yield return $"{at}:RequestsPerSecond is {key.RequestsPerSecond}: 1 to {MaxRate} are allowed.";
        if (key.Burst is < 1 or > MaxBurst)
            yield return $"{at}:Burst is {key.Burst}: 1 to {MaxBurst} are allowed.";
    }

    /// <summary>One key twice would leave open which of the two callers sent it.</summary>
    private static IEnumerable<string> RepeatedKeys(AccessOptions options) => options.Keys.Index()
        .Where(entry => entry.Item.Key.Length > 0)
        .GroupBy(entry => entry.Item.Key, StringComparer.Ordinal)
        .Where(same => same.Count() > 1)
        .Select(same => $"{string.Join(" and ", same.Select(entry => $"{Keys}:{entry.Index}:Key"))} are the same; each needs its own.");

    private static IEnumerable<string> UnequalLimits(AccessOptions options) => options.Keys
        .GroupBy(key => key.Name, StringComparer.Ordinal)
        .Where(same => same.Select(key => (key.RequestsPerSecond, key.Burst)).Distinct().Count() > 1)
        .Select(same => $"{Keys} has several entries named '{same.Key}' whose RequestsPerSecond or Burst differ; give them the same.");

    private static bool IsOrigin(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.GetLeftPart(UriPartial.Authority) == origin
        && uri.UserInfo.Length == 0;

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9._~+/=-]{24,256}\z")]
    private static partial Regex Secret();
}
