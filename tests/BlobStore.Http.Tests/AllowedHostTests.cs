namespace Indexing.BlobStore.Http.Tests;

public sealed class AllowedHostTests
{
    [Theory]
    [InlineData("images.example.org", "https://images.example.org/a.jpg", true)]
    [InlineData("images.example.org", "https://IMAGES.example.ORG/a.jpg", true)]
    [InlineData("images.example.org", "https://images.example.org:443/a.jpg", true)]
    [InlineData("images.example.org", "https://images.example.org:8443/a.jpg", false)]
    [InlineData("images.example.org", "http://images.example.org/a.jpg", false)]
    [InlineData("images.example.org", "https://example.org/a.jpg", false)]
    [InlineData("images.example.org", "https://x.images.example.org/a.jpg", false)]
    [InlineData("images.example.org", "https://images.example.org.evil.net/a.jpg", false)]
    [InlineData("images.example.org", "https://images.example.org@evil.net/a.jpg", false)]
    [InlineData("images.example.org", "https://images.example.org./a.jpg", false)]
    [InlineData("images.example.org:8443", "https://images.example.org:8443/a.jpg", true)]
    [InlineData("images.example.org:8443", "https://images.example.org/a.jpg", false)]
    [InlineData("*.example.org", "https://images.example.org/a.jpg", true)]
    [InlineData("*.example.org", "https://a.b.example.org/a.jpg", true)]
    [InlineData("*.example.org", "https://example.org/a.jpg", false)]
    [InlineData("*.example.org", "https://evilexample.org/a.jpg", false)]
    [InlineData("http://images.example.org", "http://images.example.org/a.jpg", true)]
    [InlineData("http://images.example.org", "https://images.example.org/a.jpg", false)]
    [InlineData("http://images.example.org:8080", "http://images.example.org:8080/a.jpg", true)]
    [InlineData("http://images.example.org:8080", "http://images.example.org/a.jpg", false)]
    [InlineData("[2606:2800::1]:8443", "https://[2606:2800:0::1]:8443/a.jpg", true)]
    [InlineData("127.0.0.1", "https://0x7f.1/a.jpg", true)]
    [InlineData("bücher.example", "https://xn--bcher-kva.example/a.jpg", true)]
    [InlineData("xn--bcher-kva.example", "https://bücher.example/a.jpg", true)]
    public void Covers_Address_AsTheEntrySays(string entry, string address, bool expected)
    {
        Assert.True(AllowedHost.TryParse(entry, out var host));
        Assert.Equal(expected, host.Covers(new Uri(address)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("*.10.0.0.1")]
    [InlineData("a.*.org")]
    [InlineData("https://images.example.org")]
    [InlineData("ftp://images.example.org")]
    [InlineData("images.example.org/path")]
    [InlineData("user@images.example.org")]
    [InlineData("images.example.org:port")]
    [InlineData("images.example.org:99999")]
    public void TryParse_AnythingElse_IsRefused(string entry) => Assert.False(AllowedHost.TryParse(entry, out _));
}
