using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Indexing.BlobStore.Http.Tests;

public sealed class HttpBlobStoreTlsTests : IDisposable
{
    private const string Host = "pictures.test";

    private readonly X509Certificate2 _certificate = SelfSigned();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task OpenAsync_TrustedCertificateOfTheName_IsOpened()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Bytes(1), _certificate);
        using var store = Open(server, Trust());
        Assert.Equal(OpenBlobStatus.Opened, await store.StatusAsync($"https://{Host}/a.jpg"));
    }

    [Fact]
    public async Task OpenAsync_SelfSignedCertificate_IsALastingFailure()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Bytes(1), _certificate);
        using var store = Open(server, trust: null);
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.StatusAsync($"https://{Host}/a.jpg"));
        Assert.False(error.IsTransient);
        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task OpenAsync_TrustedCertificateOfAnotherName_IsALastingFailure()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Bytes(1), _certificate);
        using var store = Open(server, Trust());
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.StatusAsync("https://other.test/a.jpg"));
        Assert.False(error.IsTransient);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task OpenAsync_RedirectFromHttpsToHttp_IsForbidden()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Redirect(_ => $"http://{Host}/end"), _certificate);
        using var store = Open(server, Trust());
        Assert.Equal(OpenBlobStatus.Forbidden, await store.StatusAsync($"https://{Host}/start"));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task OpenAsync_ServerWithoutTls_IsAFailure()
    {
        await using var server = await PictureServer.StartAsync(PictureServer.Bytes(1));
        using var store = Open(server, Trust());
        await Assert.ThrowsAsync<BlobStoreException>(() => store.StatusAsync($"https://{Host}/a.jpg"));
        Assert.Empty(server.Requests);
    }

    private static HttpBlobStore Open(PictureServer server, X509ChainPolicy? trust) => new Network(server.Port)
        .With(Host, [["93.184.216.34"]]).With("other.test", [["93.184.216.34"]])
        .Open(Stores.Allow(Host, "other.test", $"http://{Host}"), trust);

    private X509ChainPolicy Trust() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { _certificate },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
