using Indexing.Contracts;
using Indexing.TestSupport;
using Indexing.VectorStore;
using Indexing.Vision;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Ingest.Tests;

public sealed class CurrentIngestorTests : IAsyncDisposable
{
    private readonly IngestFixture _fixture = new();
    private readonly MovingGenerations _generations = new();
    private readonly ServiceProvider _services;

    public CurrentIngestorTests() => _services = new ServiceCollection()
        .AddSingleton(_fixture.Ingestor)
        .AddSingleton(new ModelSet(ModelPack.Open("models/scene-text/2"), Sentences: null))
        .AddSingleton(new Generation("1", "scene-text/2", GenerationRole.Active))
        .AddSingleton<IGenerations>(_generations)
        .BuildServiceProvider();

    private CurrentIngestor Ingestor => new(_services.GetRequiredService<IServiceScopeFactory>());

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Ingest_GenerationStillActive_TellsTheModelThatRead()
    {
        var (result, model) = await Ingestor.IngestAsync(Picture(), CancellationToken.None);

        Assert.IsType<IngestResult.Indexed>(result);
        Assert.Equal("scene-text/2", model);
    }

    /// <summary>Who moves the index may have looked at this picture before it was written.</summary>
    [Fact]
    public async Task Ingest_IndexMovedMeanwhile_MustBeRepeated()
    {
        _generations.Active = "2";

        var exception = await Assert.ThrowsAsync<VectorStoreException>(() => Ingestor.IngestAsync(Picture(), CancellationToken.None));

        Assert.True(exception.IsTransient);
        Assert.Contains("from generation 1 to 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_IndexMovedMeanwhile_MustBeRepeated()
    {
        _generations.Active = "2";

        await Assert.ThrowsAsync<VectorStoreException>(
            () => Ingestor.DeleteAsync(new DeleteImage { ImageId = "image", Version = 1 }, CancellationToken.None));
    }

    private static IngestImage Picture() => new()
    {
        ImageId = "image",
        Version = 1,
        Source = new ImageSource { Inline = TestPictures.Jpeg(1) },
    };

    private sealed class MovingGenerations : IGenerations
    {
        public string Active { get; set; } = "1";

        public Task<Generation> GetActiveAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new Generation(Active, "scene-text/2", GenerationRole.Active));

        public Task<IReadOnlyList<Generation>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Generation> AddAsync(string model, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ActivateAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DropAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IVectorStore Open(Generation generation) => throw new NotSupportedException();
    }
}
