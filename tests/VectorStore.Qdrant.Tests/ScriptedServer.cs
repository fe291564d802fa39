using System.Net;
using System.Text;

namespace Indexing.VectorStore.Qdrant.Tests;

/// <summary>Lets a test answer, delay or fail some requests; the rest goes to the server behind it.</summary>
internal sealed class ScriptedServer(
    HttpMessageHandler server, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage?>> script) : DelegatingHandler(server)
{
    private int _requests;

    public ScriptedServer(HttpMessageHandler server, Func<HttpRequestMessage, HttpResponseMessage?> script)
        : this(server, (request, _) => Task.FromResult(script(request)))
    {
    }

    public int Requests => _requests;

    public static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(int status, string error) =>
        Answer((HttpStatusCode)status, $$"""{"status":{"error":"{{error}}"},"time":0}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return await script(request, cancellationToken) ?? await base.SendAsync(request, cancellationToken);
    }
}
