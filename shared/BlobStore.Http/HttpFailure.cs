using System.Net;
using System.Security.Authentication;

namespace Indexing.BlobStore.Http;

/// <summary>What the answers and errors of a web server mean for a reader of pictures.</summary>
internal static class HttpFailure
{
    /// <summary>
    /// The outcome behind a status that is neither a success nor a redirect: the server says that the picture is away or not for us.
    /// <see langword="null"/> when it only could not answer now (408, 421, 425, 429, 5xx). Any other refusal would be repeated as often as
    /// it is asked for, so it counts as not found.
    /// </summary>
    internal static OpenBlobStatus? Outcome(HttpStatusCode status) => (int)status switch
    {
        408 or 421 or 425 or 429 or >= 500 => null,
        401 or 402 or 403 or 407 or 451 => OpenBlobStatus.Forbidden,
        _ => OpenBlobStatus.NotFound,
    };

    /// <summary>Whether the address was refused by our own rules while connecting.</summary>
    internal static bool IsRefusal(Exception error) => Chain(error).Any(cause => cause is RefusedAddressException);

    /// <summary>Whether an exception comes from the server or the way to it, and not from a defect.</summary>
    internal static bool IsOfTheServer(Exception error) => error is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>The port's exception for a status without an outcome.</summary>
    internal static BlobStoreException Translate(HttpStatusCode status, Uri uri) => new(
        $"{uri.Authority} answered {(int)status}: it is overloaded or in trouble. It is worth another try later.", isTransient: true);

    /// <summary>
    /// The port's exception for an error that the caller's token did not cause. A certificate that does not hold, or headers without end,
    /// will be the same in a minute; everything else on the way may have passed by then.
    /// </summary>
    internal static BlobStoreException Translate(Exception error, Uri uri)
    {
        var host = uri.Authority;
        if (Chain(error).OfType<AuthenticationException>().FirstOrDefault() is { } refusal)
            return new($"TLS with {host} failed: {refusal.Message} Its certificate must be valid for the name, and this machine trust the "
                + "issuer.", isTransient: false, error);
        if (error is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
            return new($"{host} sent more headers than are allowed.", isTransient: false, error);
        if (error is OperationCanceledException)
            return new($"{host} did not answer in time. Check it, or raise {HttpBlobStoreOptions.SectionName}:ReadTimeout, ConnectTimeout "
                + "or TotalTimeout.", isTransient: true);
        return new($"{host} cannot be reached: {error.Message}", isTransient: true, error);
    }

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
