using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Indexing.Contracts;

namespace Indexing.Client;

/// <summary>Sends requests and turns problems into exceptions. Safe for concurrent use.</summary>
internal sealed class ApiConnection(HttpClient client, string? apiKey)
{
    private const string Unknown = "unknown_image";
    private readonly AuthenticationHeaderValue? _authorization = apiKey is null ? null : new AuthenticationHeaderValue("Bearer", apiKey);

    /// <summary>The answer as an object.</summary>
    /// <exception cref="IndexingApiException">The service refused or failed.</exception>
    public async Task<T> ReadAsync<T>(HttpMethod method, RequestAddress address, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, address, body, cancellationToken).ConfigureAwait(false);
        await DemandAsync(response, cancellationToken).ConfigureAwait(false);
        return await JsonOfAsync<T>(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is known of a picture, or <see langword="null"/> when it was never announced.</summary>
    /// <exception cref="IndexingApiException">The service refused or failed.</exception>
    public async Task<T?> FindAsync<T>(RequestAddress address, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendAsync(HttpMethod.Get, address, body: null, cancellationToken).ConfigureAwait(false);
        return await IsKnownAsync(response, cancellationToken).ConfigureAwait(false)
            ? await JsonOfAsync<T>(response, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>The answer as a stream, which the caller disposes.</summary>
    /// <exception cref="IndexingApiException">The service refused or failed.</exception>
    public async Task<Stream> OpenAsync(HttpMethod method, RequestAddress address, HttpContent? body, CancellationToken cancellationToken)
    {
        var response = await SendAsync(method, address, body, cancellationToken).ConfigureAwait(false);
        try
        {
            await DemandAsync(response, cancellationToken).ConfigureAwait(false);
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Whether the picture was known that is now gone.</summary>
    /// <exception cref="IndexingApiException">The service refused or failed.</exception>
    public async Task<bool> DeleteAsync(RequestAddress address, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, address, body: null, cancellationToken).ConfigureAwait(false);
        return await IsKnownAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, RequestAddress address, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address.ToUri()) { Content = body };
        request.Headers.Authorization = _authorization;
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> JsonOfAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken).ConfigureAwait(false)
                ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            // A proxy's page, or another service at this address.
            throw new IndexingApiException(response.StatusCode, "", "The answer is not one of this service. Check the address.", null);
        }
    }

    private static async Task<bool> IsKnownAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await DemandAsync(response, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (IndexingApiException e) when (e is { Status: HttpStatusCode.NotFound, Code: Unknown })
        {
            return false;
        }
    }

    private static async Task DemandAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;
        var problem = await ProblemOfAsync(response, cancellationToken).ConfigureAwait(false);
        throw new IndexingApiException(
            response.StatusCode,
            problem?.Code ?? "",
            problem?.Detail ?? problem?.Title ?? response.ReasonPhrase ?? "no reason was given",
            response.Headers.RetryAfter?.Delta);
    }

    /// <summary>What stands between client and service answers in forms of its own.</summary>
    private static async Task<Problem?> ProblemOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;
        try
        {
            return await response.Content.ReadFromJsonAsync<Problem>(JsonSerializerOptions.Web, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
