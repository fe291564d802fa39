using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.Http;

/// <summary>
/// Fetches pictures from web servers that the options allow, and from nowhere else, however an address is written and wherever it leads:
/// <list type="number">
/// <item>the address must be https (or http where an entry says so), without credentials, on an allowed host and port;</item>
/// <item>the host's addresses are resolved here, and the connection goes to one that passed <see cref="AddressRules"/>;</item>
/// <item>a redirect is followed at most five times, each time by the same rules, and never from https to http.</item>
/// </list>
/// No cookies, no proxy, no credentials, no content encoding, no trace headers.
/// </summary>
/// <remarks>
/// Safe for concurrent use. What the rules refuse, and 401, 402, 403, 407 and 451, is <see cref="OpenBlobStatus.Forbidden"/>; every other
/// 4xx <see cref="OpenBlobStatus.NotFound"/>. 408, 421, 425, 429, 5xx, unknown names, broken connections and timeouts are transient
/// failures; a certificate that does not hold is a lasting one.
/// </remarks>
public sealed class HttpBlobStore : IBlobStore, IDisposable
{
    private const int MaxRedirects = 5;
    private const int MaxHeaderKilobytes = 32;

    private readonly AllowedHost[] _hosts;
    private readonly HttpMessageInvoker _client;
    private readonly TimeSpan _readTimeout;
    private readonly TimeSpan _totalTimeout;

    /// <summary>Creates the store.</summary>
    /// <param name="options">The allowed hosts and the limits.</param>
    public HttpBlobStore(IOptions<HttpBlobStoreOptions> options)
        : this(options.Value, new PinnedConnector(options.Value.AllowPrivateNetworks, options.Value.ConnectTimeout))
    {
    }

    /// <summary>For tests: another way to the network, and issuers to trust instead of the system's.</summary>
    internal HttpBlobStore(HttpBlobStoreOptions options, PinnedConnector connector, X509ChainPolicy? trust = null)
    {
        _hosts = [.. options.AllowedHosts.Select(entry => AllowedHost.TryParse(entry, out var host)
            ? host
            : throw new ArgumentException($"{HttpBlobStoreOptions.SectionName}:AllowedHosts has '{entry}'.", nameof(options)))];
        _client = new HttpMessageInvoker(Handler(options, connector, trust));
        (_readTimeout, _totalTimeout) = (options.ReadTimeout, options.TotalTimeout);
    }

    /// <inheritdoc/>
    public bool CanOpen(Uri uri) => uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    /// <inheritdoc/>
    public async Task<OpenBlobResult> OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (!CanOpen(uri)) throw new ArgumentException($"Not an absolute http: or https: address: {uri}.", nameof(uri));
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = new CancellationTokenSource(_totalTimeout);
        OpenBlobResult? result = null;
        try
        {
            result = await FollowAsync(uri, deadline, cancellationToken).ConfigureAwait(false);
            return result;
        }
        finally
        {
            // An opened picture is still being read, under the same deadline.
            if (result?.Content is null) deadline.Dispose();
        }
    }

    /// <inheritdoc/>
    /// <remarks>Returns at once: one host that is away says nothing about the others.</remarks>
    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<OpenBlobResult> FollowAsync(Uri uri, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (!IsAllowed(uri)) return Without(OpenBlobStatus.Forbidden);
            if (await SendAsync(uri, deadline.Token, cancellationToken).ConfigureAwait(false) is not { } response)
                return Without(OpenBlobStatus.Forbidden);
            if (response.IsSuccessStatusCode)
                return Opened(response, uri, deadline);
            using (response)
            {
                if (Target(response, uri) is not { } target)
                    return Without(HttpFailure.Outcome(response.StatusCode) ?? throw HttpFailure.Translate(response.StatusCode, uri));
                if (uri.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps) return Without(OpenBlobStatus.Forbidden);
                uri = target;
            }
        }

        return Without(OpenBlobStatus.Forbidden);
    }

    /// <summary>The answer up to its headers, or <see langword="null"/> when the host's addresses are refused.</summary>
    private async Task<HttpResponseMessage?> SendAsync(Uri uri, CancellationToken deadline, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("Accept", "image/jpeg, image/png, image/webp, */*;q=0.5");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        request.Headers.TryAddWithoutValidation("User-Agent", "indexing");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline);
        limit.CancelAfter(_readTimeout);
        try
        {
            return await _client.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (HttpFailure.IsRefusal(error))
        {
            return null;
        }
        catch (Exception error) when (HttpFailure.IsOfTheServer(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw HttpFailure.Translate(error, uri);
        }
    }

    private OpenBlobResult Opened(HttpResponseMessage response, Uri uri, CancellationTokenSource deadline) => new()
    {
        Status = OpenBlobStatus.Opened,
        Content = new HttpBlobStream(response, response.Content.ReadAsStream(), deadline, _readTimeout, uri),
        Length = response.Content.Headers.ContentLength,
    };

    private bool IsAllowed(Uri uri) => uri.UserInfo.Length == 0 && Array.Exists(_hosts, host => host.Covers(uri));

    private static Uri? Target(HttpResponseMessage response, Uri uri) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location
            ? new Uri(uri, location)
            : null;

    private static SocketsHttpHandler Handler(HttpBlobStoreOptions options, PinnedConnector connector, X509ChainPolicy? trust) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
        SslOptions = { CertificateChainPolicy = trust },
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        // The body of a redirect or an error is not worth reading to keep its connection.
        MaxResponseDrainSize = 0,
        // A host that has moved is followed, and its new address checked, within two minutes.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => connector.OpenAsync(context.DnsEndPoint, cancellationToken),
    };

    private static OpenBlobResult Without(OpenBlobStatus status) => new() { Status = status };
}
