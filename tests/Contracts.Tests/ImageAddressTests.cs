namespace Indexing.Contracts.Tests;

public sealed class ImageAddressTests
{
    [Theory]
    [InlineData("plain.jpg", "/v1/images/plain.jpg")]
    [InlineData("a/b c", "/v1/images/a%2Fb%20c")]
    [InlineData("a%2Fb", "/v1/images/a%252Fb")]
    [InlineData("Übung?#+", "/v1/images/%C3%9Cbung%3F%23%2B")]
    public void Of_AnyId_IsOneSegmentThatReadsBack(string imageId, string address)
    {
        Assert.Equal(address, ImageAddress.Of(imageId));
        Assert.Equal(imageId, ImageAddress.ReadId(address));
        Assert.Equal(imageId, ImageAddress.ReadId($"{address}/status?tenant=v1/images/other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/v1/search")]
    [InlineData("/v1/images")]
    [InlineData("/v1/images/")]
    [InlineData("/v1/search?after=/v1/images/a")]
    public void ReadId_NoAddressOfAPicture_IsEmpty(string target) => Assert.Equal("", ImageAddress.ReadId(target));
}
