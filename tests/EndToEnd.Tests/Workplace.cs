using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests;

/// <summary>A folder with pictures and an index, removed at the end.</summary>
internal sealed class Workplace : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("indexing-e2e-").FullName;

    public string Pictures => Combine("pictures");

    public string Index => Combine(".indexing");

    /// <summary>The pictures of the demo, which lie beside the program.</summary>
    public static IReadOnlyList<string> DemoPictures { get; } =
        Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "demo"), "*.jpg");

    /// <summary>A picture of this test project, by its name.</summary>
    public static string OddPicture(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "pictures", name);

    public string Combine(string relative) => System.IO.Path.Combine(Path, relative);

    public string Add(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Pictures, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void AddDemoPictures()
    {
        foreach (var path in DemoPictures)
            Add(System.IO.Path.GetFileName(path), File.ReadAllBytes(path));
    }

    public Task<IndexingProcess> RunAsync(int expectedExitCode, params string[] arguments) =>
        IndexingProcess.RunAsync(expectedExitCode, Path, arguments);

    public IndexingProcess Start(params string[] arguments) => IndexingProcess.Start(Path, arguments);

    /// <summary>What the index says of every picture: file name, status and the texts of its words.</summary>
    public async Task<List<IndexedPicture>> ReadIndexAsync()
    {
        var options = Options.Create(new SqliteVectorStoreOptions { Directory = Index });
        await using var store = new SqliteVectorStore(options, TimeProvider.System, NullLogger<SqliteVectorStore>.Instance);
        var pictures = new List<IndexedPicture>();
        foreach (var record in await store.ListImagesAsync("default", status: null, null, 1000, CancellationToken.None))
        {
            var words = await store.GetWordsAsync(record.Key, CancellationToken.None);
            Assert.Equal(record.WordCount, words.Count);
            var name = System.IO.Path.GetRelativePath(Pictures, record.Key.ImageId);
            pictures.Add(new IndexedPicture(name, record.Status, string.Join(' ', words.Select(word => word.Transcription))));
        }

        return pictures;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
