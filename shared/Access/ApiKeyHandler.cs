using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Indexing.Access;

/// <summary>
/// Tells who calls by the key in <c>Authorization: Bearer</c> or, without that header, in <c>X-Api-Key</c>. Implements the interface, not
/// the base class: that one logs three lines for every request that is refused.
/// </summary>
internal sealed class ApiKeyHandler(KeyRing keys, ILogger<ApiKeyHandler> logger) : IAuthenticationHandler
{
    public const string Scheme = "ApiKey";
    public const string KeyHeader = "X-Api-Key";

    private const string Bearer = "Bearer ";
    private HttpContext _context = null!;
    private bool _wrongKey;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(Authenticate());

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        // Here and not where the key is read: what the rate limit refuses is not logged.
        if (_wrongKey)
            logger.WrongKey(_context.Connection.RemoteIpAddress);
        _context.Response.Headers.WWWAuthenticate = "Bearer";
        return Denial.WriteAsync(
            _context,
            StatusCodes.Status401Unauthorized,
            "unauthorized",
            $"Send a valid API key as 'Authorization: Bearer KEY' or '{KeyHeader}: KEY'.");
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        var role = _context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy;
        return Denial.WriteAsync(
            _context, StatusCodes.Status403Forbidden, "forbidden_role", $"The API key lacks the role '{role}', which this request needs.");
    }

    private AuthenticateResult Authenticate()
    {
        if (keys.IsEmpty)
            return Success(KeyRing.Anonymous);
        if (Presented() is not { } presented)
            return AuthenticateResult.NoResult();
        if (keys.Find(presented) is { } owner)
            return Success(owner);
        _wrongKey = true;
        return AuthenticateResult.Fail("The key is not valid.");
    }

    private string? Presented()
    {
        var headers = _context.Request.Headers;
        if (headers.Authorization.Count == 0)
            return headers[KeyHeader] is [{ } key] ? key : null;
        return headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : null;
    }

    private static AuthenticateResult Success(ClaimsPrincipal caller) =>
        AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme));
}
