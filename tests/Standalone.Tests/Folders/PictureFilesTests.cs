using Indexing.Standalone.Folders;
using Indexing.TestSupport;

namespace Indexing.Standalone.Tests.Folders;

public sealed class PictureFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_Folder_TakesPicturesByExtensionWithEverythingBelow()
    {
        foreach (var name in (string[])["b.jpg", "a.JPEG", "c.txt", "below/d.png", "below/deep/e.webp", "below/f.gif"])
            _folder.Write(name, "x");

        Assert.Equal(["a.JPEG", "b.jpg", "below/d.png", "below/deep/e.webp"], Names(_folder.Path));
    }

    [Fact]
    public void Find_NamedFile_IsTakenWhateverItIsCalled()
    {
        var file = _folder.Write("notes.txt", "x");

        var found = PictureFiles.Find([file], "/none");

        Assert.Equal([file], found.Files);
        Assert.Equal([_folder.Path], found.Roots);
    }

    [Fact]
    public void Find_FolderAndItsFile_TakesEachFileOnce()
    {
        var file = _folder.Write("a.jpg", "x");

        Assert.Equal([file], PictureFiles.Find([_folder.Path, file, _folder.Path + "/"], "/none").Files);
    }

    [Fact]
    public void Find_LinkedFolder_IsNotEntered()
    {
        _folder.Write("real/a.jpg", "x");
        Directory.CreateSymbolicLink(_folder.Combine("real/loop"), _folder.Path);

        Assert.Equal(["real/a.jpg"], Names(_folder.Path));
    }

    [Fact]
    public void Find_IndexInsideTheFolder_IsLeftOut()
    {
        _folder.Write("a.jpg", "x");
        _folder.Write(".indexing/inline/b.jpg", "x");

        Assert.Equal([_folder.Combine("a.jpg")], PictureFiles.Find([_folder.Path], _folder.Combine(".indexing")).Files);
    }

    [Fact]
    public void Find_MissingPath_IsAUsageError() =>
        Assert.Throws<UsageException>(() => PictureFiles.Find([_folder.Combine("typo")], "/none"));

    private IEnumerable<string> Names(string path) =>
        PictureFiles.Find([path], "/none").Files.Select(file => Path.GetRelativePath(_folder.Path, file));
}
