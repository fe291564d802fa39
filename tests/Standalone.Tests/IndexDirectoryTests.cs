using Indexing.TestSupport;

namespace Indexing.Standalone.Tests;

public sealed class IndexDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadableFolders_AfterSeveralRuns_NamesEachFolderOnce()
    {
        var index = new IndexDirectory(_folder.Combine("index"));
        _folder.Write("a/x", "");
        _folder.Write("b/x", "");

        index.Remember([_folder.Combine("a")]);
        index.Remember([_folder.Combine("a"), _folder.Combine("b")]);

        Assert.Equal([index.Inline, _folder.Combine("a"), _folder.Combine("b")], index.ReadableFolders());
    }

    [Fact]
    public void ReadableFolders_FolderThatIsGone_IsLeftOut()
    {
        var index = new IndexDirectory(_folder.Combine("index"));

        index.Remember([_folder.Combine("gone")]);

        Assert.Equal([index.Inline], index.ReadableFolders());
    }

    [Fact]
    public void MustExist_NoSuchFolder_SaysHowToMakeAnIndex()
    {
        var problem = Assert.Throws<UsageException>(() => new IndexDirectory(_folder.Combine("typo")).MustExist());

        Assert.Contains("indexing index", problem.Message, StringComparison.Ordinal);
    }
}
