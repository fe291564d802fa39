using System.Diagnostics;
using Indexing.TestSupport;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>
/// A real second process that writes to a folder until it is killed: this program, started with an environment variable. It
/// replaces 20 images over and over and prints "image version" after each call that has returned.
/// </summary>
internal sealed class WriterProcess : IDisposable
{
    public const int Images = 20;

    /// <summary>A version that no writer reaches from the other side: similarities then fall with the version.</summary>
    public const long AskedScene = -800;

    /// <summary>Angle between the scenes of two versions.</summary>
    private const double ScenePart = 0.001;

    private const string FolderVariable = "INDEXING_TEST_WRITER_FOLDER";
    private const string NameVariable = "INDEXING_TEST_WRITER_NAME";

    /// <summary>A writer that says nothing for so long hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public WriterProcess(string folder, string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(WriterProcess).Assembly.Location);
        start.Environment[FolderVariable] = folder;
        start.Environment[NameVariable] = name;
        _process = Process.Start(start)!;
    }

    /// <summary>Number of words that version of an image has.</summary>
    public static int WordsOf(long version) => 3 + (int)(version % 20);

    /// <summary>Number of those words that have a concept.</summary>
    public static int ConceptsOf(long version) => (WordsOf(version) + 1) / 2;

    /// <summary>The scene of that version: an angle, so that the version can be told from it.</summary>
    public static float[] SceneOf(long version) => [(float)Math.Cos(version * ScenePart), (float)Math.Sin(version * ScenePart)];

    /// <summary>The version whose scene has this similarity with the scene of <see cref="AskedScene"/>.</summary>
    public static long VersionOf(double similarity) => (long)Math.Round(Math.Acos(similarity) / ScenePart) + AskedScene;

    /// <summary>The next image and version whose call has returned; <see langword="null"/> at the end of the process.</summary>
    public async Task<(string Image, long Version)?> NextAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        string[]? parts = line?.Split(' ');
        return parts is [var image, var version, "."] ? (image, long.Parse(version)) : null;
    }

    /// <summary>SIGKILL: nothing of the process can run any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>Whether this process is a writer and no test runner.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable(FolderVariable) is not null;

    /// <summary>What the second process does.</summary>
    public static async Task WriteForeverAsync()
    {
        string folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        string name = Environment.GetEnvironmentVariable(NameVariable)!;
        var files = new StoreFolder(folder);
        SqliteVectorStore store = files.Open(StoreFolder.SmallSegments);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        IReadOnlyList<ImageRecord> known = await store.ListImagesAsync("tenant", status: null, null, 1000, CancellationToken.None);
        long version = known.Select(image => image.Version).DefaultIfEmpty(0).Max();
        var images = Enumerable.Range(0, Images).Select(n => $"{name}-{n}").ToArray();
        while (true)
        {
            version++;
            await Parallel.ForEachAsync(images, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (image, token) =>
            {
                WordRecord[] words = new MixedWords((int)version).Words(WordsOf(version), $"v{version}");
                await store.ReplaceImageAsync(SyntheticWords.Image(image, version), words, SceneOf(version), token);
                lock (output)
                    output.WriteLine($"{image} {version} .");
            });
        }
    }
}
