using System.Collections.Frozen;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Indexing.Access;

/// <summary>
/// One token bucket for each name of a key, and one for each remote address that sends no valid key, so that guessing is slow too. A
/// bucket that is full is forgotten after ten seconds without a request: memory follows the callers of the last moments.
/// </summary>
internal sealed class RateLimits(IOptions<AccessOptions> access) : IConfigureOptions<RateLimiterOptions>
{
    private readonly TokenBucketRateLimiterOptions _anybody = Bucket(access.Value.RequestsPerSecond, access.Value.Burst);

    private readonly FrozenDictionary<string, TokenBucketRateLimiterOptions> _byName = access.Value.Keys
        .DistinctBy(key => key.Name)
        .ToFrozenDictionary(
            key => key.Name,
            key => Bucket(key.RequestsPerSecond ?? access.Value.RequestsPerSecond, key.Burst ?? access.Value.Burst));

    private readonly record struct Caller(string? KeyName, string? Address);

    public void Configure(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Caller>(PartitionOf);
        options.OnRejected = async (rejected, _) => await RefuseAsync(rejected).ConfigureAwait(false);
    }

    private RateLimitPartition<Caller> PartitionOf(HttpContext context)
    {
        if (!ApiPath.IsLimited(context))
            return RateLimitPartition.GetNoLimiter(default(Caller));
        if (context.User.Identity is { AuthenticationType: KeyRing.KeyHolder, Name: { } name })
            return RateLimitPartition.GetTokenBucketLimiter(new Caller(name, null), caller => _byName[caller.KeyName!]);
        return RateLimitPartition.GetTokenBucketLimiter(
            new Caller(null, RemoteNetwork.Of(context.Connection.RemoteIpAddress)), _ => _anybody);
    }

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.Zero;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Denial.WriteAsync(
            rejected.HttpContext,
            StatusCodes.Status429TooManyRequests,
            "rate_limited",
            $"Too many requests; try again in {seconds} s.");
    }

    private static TokenBucketRateLimiterOptions Bucket(int requestsPerSecond, int burst) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / requestsPerSecond,
        QueueLimit = 0,
        AutoReplenishment = false,
    };
}
