namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>Loses one request on its way, from the sender's view, and delivers it when it is told to.</summary>
internal sealed class LateRequest(HttpMessageHandler server, Func<HttpRequestMessage, bool> isLate) : DelegatingHandler(server)
{
    private HttpMethod? _method;
    private Uri? _address;
    private byte[]? _body;

    public async Task DeliverAsync()
    {
        using var client = new HttpClient(InnerHandler!, disposeHandler: false);
        using var request = new HttpRequestMessage(_method!, _address) { Content = new ByteArrayContent(_body!) };
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_body is not null || !isLate(request))
            return await base.SendAsync(request, cancellationToken);
        (_method, _address) = (request.Method, request.RequestUri);
        _body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        throw new HttpRequestException("No answer.");
    }
}
