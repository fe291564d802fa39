using Indexing.Generations;
using Indexing.Search.Scenes;
using Indexing.Vision.Imaging;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Indexing.Standalone.Scenes;

/// <summary>
/// The parts that tell in words what pictures show, with the sentence pack of an index or, where none is needed, with the configured one.
/// Disposing ends them.
/// </summary>
internal sealed class SceneSession : IDisposable
{
    private readonly IHost _host;
    private readonly IServiceScope _scope;

    private SceneSession(IHost host)
    {
        (_host, _scope) = (host, host.Services.CreateScope());
        Services = _scope.ServiceProvider.GetService<GenerationLease>()?.Services ?? host.Services;
    }

    /// <summary>The parts, of the generation in use when there is an index.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Starts it without an index.</summary>
    public static async Task<SceneSession> StartAsync(CancellationToken cancellationToken) =>
        new(await Composition.StartVisionAsync(cancellationToken));

    /// <summary>Starts it over an index.</summary>
    /// <exception cref="UsageException">There is no such index.</exception>
    public static async Task<SceneSession> StartAsync(string index, CancellationToken cancellationToken)
    {
        var directory = new IndexDirectory(index).MustExist();
        return new SceneSession(await Composition.StartLocalAsync(directory, directory.ReadableFolders(), adjust: null, cancellationToken));
    }

    /// <summary>Starts what is needed for a picture: an index only when it is no file.</summary>
    /// <param name="picture">Path of a file, or id of a picture of the index.</param>
    /// <param name="index">Folder of the index.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="UsageException">It is no file, and there is no index where it could be a picture.</exception>
    public static Task<SceneSession> StartForAsync(string picture, string index, CancellationToken cancellationToken)
    {
        if (File.Exists(picture))
            return StartAsync(cancellationToken);
        return Directory.Exists(index)
            ? StartAsync(index, cancellationToken)
            : throw new UsageException($"There is no file '{picture}', and no index at '{index}' that could have a picture of this id.");
    }

    /// <summary>Looks at a file, or reads what the index knows of a picture.</summary>
    /// <param name="picture">Path of a file, or id of a picture of the index.</param>
    /// <param name="tenant">Owner of the picture in the index.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UsageException">It is neither, or the file cannot be read as a picture.</exception>
    /// <exception cref="NoSceneException">The index knows the words of the picture only.</exception>
    /// <exception cref="SentencePackMissingException">There is no sentence pack.</exception>
    public async Task<AskedPicture> ReadAsync(string picture, string tenant, CancellationToken cancellationToken)
    {
        if (File.Exists(picture))
            return new AskedPicture(picture, await EncodeAsync(picture, cancellationToken), Image: null);
        var scene = await Services.GetRequiredService<SceneReader>().ReadAsync(tenant, picture, cancellationToken)
            ?? throw new UsageException($"'{picture}' is neither a file nor a picture that the index knows.");
        return new AskedPicture(picture, scene.Vector, scene.Image);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _host.Dispose();
    }

    private async Task<float[]> EncodeAsync(string file, CancellationToken cancellationToken)
    {
        // Before the picture is read: what is missing is then said at once.
        var scenes = Services.GetRequiredService<SentenceModels>().Scenes;
        var decoded = Services.GetRequiredService<ImageDecoder>().Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        if (!decoded.IsDecoded)
            throw new UsageException($"{file}: {decoded.Rejection.Message}");
        using var image = decoded.Image;
        return await scenes.EncodeAsync(image, cancellationToken);
    }
}
