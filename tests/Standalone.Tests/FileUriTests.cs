namespace Indexing.Standalone.Tests;

public sealed class FileUriTests
{
    [Theory]
    [InlineData("/pictures/a b.jpg")]
    [InlineData("/pictures/100%20 #1?.jpg")]
    [InlineData("/pictures/back\\slash.jpg")]
    [InlineData("/pictures/Übung é 字.jpg")]
    [InlineData("/pictures/a&b=c;d+e.jpg")]
    public void From_AnyFileName_LeadsBackToIt(string path)
    {
        var uri = new Uri(FileUri.From(path));

        Assert.True(uri.IsFile);
        Assert.Equal(path, Uri.UnescapeDataString(uri.AbsolutePath));
    }
}
