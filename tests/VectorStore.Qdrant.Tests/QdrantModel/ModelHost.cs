using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>The model behind a real address of this machine, for other processes and for what only a socket shows.</summary>
internal sealed class ModelHost : IAsyncDisposable
{
    private readonly WebApplication _web;

    private ModelHost(WebApplication web) => _web = web;

    public string Url => _web.Urls.Single();

    /// <summary>Serves the model, or a handler in front of it, until the host is disposed; the handler stays the caller's.</summary>
    public static async Task<ModelHost> StartAsync(HttpMessageHandler model)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        WebApplication web = builder.Build();
        web.Urls.Add("http://127.0.0.1:0");
        web.Run(context => AnswerAsync(model, context));
        await web.StartAsync();
        return new ModelHost(web);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static async Task AnswerAsync(HttpMessageHandler model, HttpContext context)
    {
        HttpRequest asked = context.Request;
        using var request = new HttpRequestMessage(
            new HttpMethod(asked.Method), new Uri($"http://{asked.Host}{asked.Path.ToUriComponent()}{asked.QueryString}"));
        using var body = new MemoryStream();
        await asked.Body.CopyToAsync(body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", asked.ContentType);
        }
        using var invoker = new HttpMessageInvoker(model, disposeHandler: false);
        using HttpResponseMessage answer = await invoker.SendAsync(request, CancellationToken.None);
        context.Response.StatusCode = (int)answer.StatusCode;
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
