using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Indexing.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Indexing.Access.Tests;

/// <summary>A server behind <c>AddApiAccess</c> and <c>UseApiAccess</c> on a free port, with one endpoint for each kind of rule.</summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    public const string Reader = "reader-0123456789abcdefghij";
    public const string ReaderNext = "reader-next-0123456789abcdef";
    public const string Writer = "writer-0123456789abcdefghij";
    public const string Admin = "admin-0123456789abcdefghijk";

    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["Access:Keys:0:Name"] = "reader",
        ["Access:Keys:0:Key"] = Reader,
        ["Access:Keys:0:Roles:0"] = "search",
        ["Access:Keys:1:Name"] = "reader",
        ["Access:Keys:1:Key"] = ReaderNext,
        ["Access:Keys:1:Roles:0"] = "search",
        ["Access:Keys:2:Name"] = "writer",
        ["Access:Keys:2:Key"] = Writer,
        ["Access:Keys:2:Roles:0"] = "ingest",
        ["Access:Keys:2:Tenants:0"] = "museum",
        ["Access:Keys:2:Tenants:1"] = "library",
        ["Access:Keys:3:Name"] = "operator",
        ["Access:Keys:3:Key"] = Admin,
        ["Access:Keys:3:Roles:0"] = "admin",
        ["Access:Keys:3:Tenants:0"] = "*",
    };

    private readonly WebApplication _server;

    private GuardedServer(WebApplication server, CapturedLog log)
    {
        _server = server;
        Log = log;
        Address = new Uri(server.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public CapturedLog Log { get; }

    public static Task<GuardedServer> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(Keys.Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))));

    public static Task<GuardedServer> StartWithoutKeysAsync(params (string Key, string Value)[] settings) =>
        StartAsync(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));

    /// <summary>Sends a request with a key, or with none.</summary>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? key, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await Client.SendAsync(request);
    }

    /// <summary>Sends bytes as they are and reads the answer until the server closes or the answer's head is complete.</summary>
    public async Task<string> SendRawAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Address.Host, Address.Port, cancellationToken);
        await socket.SendAsync(request, cancellationToken);
        var answer = new byte[8192];
        var length = 0;
        while (length < answer.Length && answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
        }

        return Encoding.Latin1.GetString(answer, 0, length);
    }

    /// <summary>The stable code of a problem; checks that the answer is one.</summary>
    public static async Task<string?> CodeOfAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("code").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private static async Task<GuardedServer> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var log = new CapturedLog();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddFilter(_ => true).AddProvider(log);
        builder.Services.AddApiAccess();
        var server = builder.Build();
        server.UseApiAccess();
        Map(server);
        await server.StartAsync();
        return new GuardedServer(server, log);
    }

    private static void Map(WebApplication server)
    {
        server.MapGet("/v1/search", () => Results.Json(new { found = 1 })).RequireAuthorization(ApiRoles.Search);
        server.MapPut("/v1/images", () => Results.NoContent()).RequireAuthorization(ApiRoles.Ingest);
        server.MapDelete("/v1/all", () => Results.NoContent()).RequireAuthorization(ApiRoles.Admin);
        server.MapGet("/v1/unmarked", () => Results.NoContent());
        server.MapGet("/v1/who", (ClaimsPrincipal caller) => Results.Json(new
        {
            name = caller.Identity?.Name,
            roles = caller.FindAll(ClaimTypes.Role).Select(claim => claim.Value),
            tenants = caller.FindAll(TenantAccess.ClaimType).Select(claim => claim.Value),
        }));
        server.MapGet("/v1/picture", () => Results.Bytes([1, 2, 3], "image/png"));
        server.MapGet("/v1/unchanged", () => Results.StatusCode(StatusCodes.Status304NotModified));
        server.MapGet("/v1/kept", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "private, max-age=60";
            response.Headers.ContentSecurityPolicy = "sandbox";
            return Results.Json(1);
        });
        server.MapGet("/v1/slow", async (CancellationToken cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return Results.NoContent();
        }).WithRequestTimeout(TimeSpan.FromMilliseconds(100));
        server.MapPost("/v1/body", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.NoContent();
        });
        server.MapGet("/livez", () => Results.NoContent());
    }
}
