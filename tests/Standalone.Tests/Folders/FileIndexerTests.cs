using Indexing.Standalone.Folders;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Indexing.Standalone.Tests.Folders;

public sealed class FileIndexerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await StartAsync("index", services => { });

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Index_UnchangedPicture_IsSkipped()
    {
        var path = _folder.Write("a.png", TestPictures.Png(1));

        Assert.Equal([FileOutcomeKind.Indexed, FileOutcomeKind.Skipped], [await IndexAsync(path), await IndexAsync(path)]);
    }

    [Fact]
    public async Task Index_ChangedContent_IsIndexedAgain()
    {
        var path = _folder.Write("a.png", TestPictures.Png(1));
        await IndexAsync(path);
        _folder.Write("a.png", TestPictures.Png(2));

        Assert.Equal(FileOutcomeKind.Indexed, await IndexAsync(path));
    }

    [Fact]
    public async Task Index_OtherTags_AreTakenOver()
    {
        var path = _folder.Write("a.png", TestPictures.Png(1));
        await IndexAsync(path);

        Assert.Equal(FileOutcomeKind.Indexed, await IndexAsync(path, "b", "a"));
        Assert.Equal(FileOutcomeKind.Skipped, await IndexAsync(path, "a", "b"));
    }

    [Fact]
    public async Task Index_SamePictureOfAnotherTenant_IsAnotherPicture()
    {
        var path = _folder.Write("a.png", TestPictures.Png(1));
        await IndexAsync(path);

        Assert.Equal(FileOutcomeKind.Indexed, (await Indexer(_host).IndexAsync(path, "second", [])).Kind);
    }

    [Fact]
    public async Task Index_RejectedBefore_IsReportedAgainWithoutWork()
    {
        var path = _folder.Write("a.jpg", "no picture");
        await IndexAsync(path);

        var outcome = await Indexer(_host).IndexAsync(path, "default", []);

        Assert.Equal((FileOutcomeKind.Rejected, "not_an_image (as in an earlier run)"), (outcome.Kind, outcome.Reason));
    }

    [Fact]
    public async Task Index_FileThatIsGone_IsRejectedAsNotFound()
    {
        var outcome = await Indexer(_host).IndexAsync(_folder.Combine("gone.jpg"), "default", []);

        Assert.Equal(FileOutcomeKind.Rejected, outcome.Kind);
        Assert.StartsWith("not_found", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_StoreAwayForAMoment_IsTriedAgain()
    {
        using var host = await StartAsync("flaky", services => services.AdjustStore(store => new FlakyVectorStore(store, failures: 1)));
        var path = _folder.Write("a.png", TestPictures.Png(1));

        Assert.Equal(FileOutcomeKind.Indexed, (await Indexer(host).IndexAsync(path, "default", [])).Kind);
    }

    [Fact]
    public async Task Run_OneDetectionFails_ListsItAndIndexesTheRest()
    {
        using var host = await StartAsync("broken", services => services.AdjustParts(
            parts => parts.AddSingleton<ITextDetector>(new DetectorThatFailsOn(width: 333))));
        string[] files =
        [
            _folder.Write("a.png", TestPictures.Png(1)), _folder.Write("b.png", TestPictures.Png(2, width: 333)),
            _folder.Write("c.png", TestPictures.Png(3)),
        ];

        var report = await host.Services.GetRequiredService<IndexRun>().RunAsync(
            files, new IndexRunOptions("default", [], 2), _ => { }, CancellationToken.None);

        Assert.Equal((2, ExitCode.Infrastructure), (report.Indexed, report.ExitCode));
        Assert.Equal(files[1], Assert.Single(report.Failed).Path);
    }

    [Fact]
    public async Task Run_Cancelled_FinishesWhatIsInHandAndCountsTheRest()
    {
        var files = Enumerable.Range(0, 20).Select(i => _folder.Write($"{i}.png", TestPictures.Png(i))).ToList();
        using var cancellation = new CancellationTokenSource();

        var report = await _host.Services.GetRequiredService<IndexRun>().RunAsync(
            files, new IndexRunOptions("default", [], 1), _ => cancellation.Cancel(), cancellation.Token);

        Assert.Equal((1, 19, ExitCode.Interrupted), (report.Indexed, report.Remaining, report.ExitCode));
    }

    private async Task<FileOutcomeKind> IndexAsync(string path, params string[] tags) =>
        (await Indexer(_host).IndexAsync(path, "default", tags)).Kind;

    private static FileIndexer Indexer(IHost host) => host.Services.GetRequiredService<FileIndexer>();

    private Task<IHost> StartAsync(string index, Action<IServiceCollection> adjust) => Composition.StartLocalAsync(
        new IndexDirectory(_folder.Combine(index)),
        [_folder.Path],
        services =>
        {
            services.AdjustParts(parts => parts.AddSingleton<ITextDetector, MiddleWordDetector>());
            adjust(services);
        },
        CancellationToken.None);

    private sealed class DetectorThatFailsOn(int width) : ITextDetector
    {
        public Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
        {
            regions.Clear();
            return image.Width == width ? throw new InvalidOperationException("The network failed.") : Task.CompletedTask;
        }
    }
}
