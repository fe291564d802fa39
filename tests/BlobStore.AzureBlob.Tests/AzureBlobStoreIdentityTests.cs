using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Indexing.BlobStore.AzureBlob.Tests;

/// <summary>
/// The process's own identity instead of a key. The identity comes from an endpoint as Azure App Service gives it to its processes, the
/// blob service is one that only looks at the token: no Azurite checks real ones.
/// </summary>
public sealed class AzureBlobStoreIdentityTests : IDisposable
{
    private const string Endpoint = "IDENTITY_ENDPOINT", Header = "IDENTITY_HEADER";

    private readonly X509Certificate2 _certificate = SelfSigned();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Endpoint, null);
        Environment.SetEnvironmentVariable(Header, null);
        _certificate.Dispose();
    }

    [Fact]
    public async Task OpenAsync_ServiceUriWithoutSignature_IsAskedWithATokenOfTheIdentity()
    {
        await using var identity = await BrokenService.StartAsync(IssueAsync);
        Environment.SetEnvironmentVariable(Endpoint, $"{identity.Url}/token");
        Environment.SetEnvironmentVariable(Header, "header");
        await using var blobs = await BrokenService.StartAsync(ServeAsync, _certificate);
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = IsOurs };
        var store = new AzureBlobStore(
            new AzureBlobStoreOptions { ServiceUri = $"{blobs.Url}/account" }, new HttpClientTransport(new HttpClient(trusting)));

        var opened = await store.OpenAsync(AzuriteFixture.Address("pictures", "a.jpg"), Cancellation);
        await using var content = opened.Content!;
        Assert.Equal(3, opened.Length);
        Assert.Equal(1, identity.Requests);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task IssueAsync(HttpContext context)
    {
        Assert.Equal("https://storage.azure.com", context.Request.Query["resource"]);
        var expiry = DateTimeOffset.MaxValue.AddYears(-1).ToUnixTimeSeconds();
        return context.Response.WriteAsJsonAsync(new
        {
            access_token = "token-of-the-identity",
            expires_on = $"{expiry}",
            resource = "https://storage.azure.com",
            token_type = "Bearer",
        });
    }

    private static Task ServeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Bearer token-of-the-identity")
            return BrokenService.Status(401, "InvalidAuthenticationInfo")(context);
        context.Response.Headers.ETag = "\"1\"";
        context.Response.ContentLength = 3;
        return context.Response.Body.WriteAsync(new byte[3]).AsTask();
    }

    private bool IsOurs(HttpRequestMessage request, X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown?.Thumbprint == _certificate.Thumbprint;

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
