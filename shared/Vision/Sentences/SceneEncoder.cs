using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>
/// The image tower: a picture becomes a vector in the space of the sentences, and, where the pack can, a vector for every place of it.
/// Several pictures fill a batch where the device gains from it. Safe for concurrent use.
/// </summary>
public sealed class SceneEncoder : IDisposable
{
    private readonly SentencePack _pack;
    private readonly ImageTowerDescription _description;
    private readonly ScenePixels _pixels;
    private readonly BatchSizes _batches;
    private readonly OnnxNetwork _network;
    private readonly WorkspacePool<SceneWorkspace> _workspaces;
    private readonly BatchQueue<SceneCall> _queue;

    /// <summary>Loads the network and runs it once; on a device that wants fixed shapes it has run every one of them then.</summary>
    /// <exception cref="ModelPackException">The network is damaged, of another kind, or does not fit the pack's description.</exception>
    /// <exception cref="InferenceException">The device was lost on the way.</exception>
    public SceneEncoder(SentencePack pack, InferenceDevice device)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(device);
        (_pack, _description, _pixels) = (pack, pack.Description.Image, new ScenePixels(pack.Description.Image));
        _batches = Batches(device);
        _network = OnnxNetwork.Load(pack.Folder, _description, device, ImageTower.Signature(pack, device), Buckets(pack, device));
        SceneLayout layout;
        try
        {
            layout = ImageTower.Check(pack, _network);
        }
        catch
        {
            _network.Dispose();
            throw;
        }

        var places = Math.Min(device.DetectorBatch, _network.LargestBatch);
        _workspaces = new WorkspacePool<SceneWorkspace>(() => new SceneWorkspace(_network, _description, layout, device.DetectorBatch));
        _queue = new BatchQueue<SceneCall>(_network.Name, places, device.Options, device.Health, Run);
    }

    /// <summary>Dimension of the vectors.</summary>
    public int Dimension => _pack.Description.Dimension;

    /// <summary>Whether the pack has a vector for every place of a picture.</summary>
    public bool HasMap => _description.Map is not null;

    /// <summary>In what the network computes.</summary>
    public Precision Precision => _network.Precision;

    /// <summary>Encodes a picture.</summary>
    /// <param name="image">The picture; must live until the task is completed.</param>
    /// <param name="cancellationToken">Takes the call back as long as it waits.</param>
    /// <returns>Unit-length vector of the pack's dimension, owned by the caller.</returns>
    /// <exception cref="InferenceException">The device failed, or the tower gave no vector.</exception>
    public async Task<float[]> EncodeAsync(DecodedImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var call = new SceneCall(image, Dimension, wantsMap: false);
        await _queue.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return call.Vector;
    }

    /// <summary>Looks at every place of a picture.</summary>
    /// <param name="image">The picture; must live until the task is completed.</param>
    /// <param name="cancellationToken">Takes the call back as long as it waits.</param>
    /// <returns>The map; <see langword="null"/> when the pack has none (<see cref="HasMap"/>).</returns>
    /// <exception cref="InferenceException">The device failed, or the tower gave no vector.</exception>
    public async Task<SceneMap?> MapAsync(DecodedImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!HasMap)
            return null;
        var call = new SceneCall(image, Dimension, wantsMap: true);
        await _queue.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return call.Map;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _workspaces.Dispose();
        _network.Dispose();
    }

    /// <summary>The shapes that a device with fixed ones sees.</summary>
    internal static IReadOnlyList<NetworkShape> Buckets(SentencePack pack, InferenceDevice device)
    {
        var image = pack.Description.Image;
        return [.. Batches(device).Sizes.Select(size => new NetworkShape(size, image.InputWidth, image.InputHeight))];
    }

    private static BatchSizes Batches(InferenceDevice device) =>
        device.Provider.HasFixedShapes ? BatchSizes.Padded(device.DetectorBatch) : BatchSizes.Any;

    private void Run(ReadOnlySpan<SceneCall> calls, int limit)
    {
        var workspace = _workspaces.Rent();
        try
        {
            for (int done = 0, taken; done < calls.Length; done += taken)
            {
                (taken, var batch) = _batches.Next(calls.Length - done, limit);
                Run(calls.Slice(done, taken), batch, workspace);
            }
        }
        catch
        {
            // A failed native call leaves the bound tensors in an unknown state: they are not used again.
            workspace.Dispose();
            throw;
        }

        _workspaces.Return(workspace);
    }

    private void Run(ReadOnlySpan<SceneCall> calls, int batch, SceneWorkspace workspace)
    {
        var watch = CallWatch.Start(_network.Name);
        var withMap = false;
        for (var slot = 0; slot < calls.Length; slot++)
        {
            _pixels.Write(calls[slot].Image, workspace.Pixels(slot));
            withMap |= calls[slot].WantsMap;
        }

        watch.Prepared();
        workspace.Run(batch, withMap);
        watch.HasRun();
        for (var slot = 0; slot < calls.Length; slot++)
        {
            var call = calls[slot];
            workspace.Vector(slot).CopyTo(call.Vector);
            TowerOutput.Finish(_pack, _description.File, call.Vector);
            if (call.WantsMap)
                call.Map = workspace.Map(slot, _pixels.ViewOf(call.Image));
        }

        watch.HasRead();
    }
}
