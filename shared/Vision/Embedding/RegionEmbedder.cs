using System.Buffers;
using System.Numerics;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Embedding;

/// <summary>
/// The word image network: a lexical vector and CTC log-posteriors for every region. Regions are cut to one of two widths and run in
/// batches of a power of two, so the network only ever sees ten shapes. Safe for concurrent use; nothing is allocated per region.
/// </summary>
public sealed class RegionEmbedder : IRegionEmbedder, IDisposable
{
    private readonly OnnxNetwork _network;
    private readonly WorkspacePool<EmbedderWorkspace> _workspaces;

    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public RegionEmbedder(ModelPack pack, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        var description = pack.Description.WordEncoder;
        LexicalDimension = description.LexicalDimension;
        _network = OnnxNetwork.Load(pack, description, options, "crops", "lexical", "log_posteriors");
        _workspaces = new WorkspacePool<EmbedderWorkspace>(() => new EmbedderWorkspace(_network, LexicalDimension));
    }

    /// <inheritdoc/>
    public int LexicalDimension { get; }

    /// <inheritdoc/>
    public RegionEmbeddings Embed(DecodedImage image, IReadOnlyList<TextRegion> regions)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        var embeddings = new RegionEmbeddings(regions.Count, LexicalDimension, RegionCropper.WideWidth / EmbedderWorkspace.FrameStride);
        var workspace = _workspaces.Rent();
        try
        {
            EmbedWidth(RegionCropper.NarrowWidth, image, regions, workspace, embeddings);
            EmbedWidth(RegionCropper.WideWidth, image, regions, workspace, embeddings);
            _workspaces.Return(workspace);
            return embeddings;
        }
        catch
        {
            // A failed native call leaves the bound tensors in an unknown state: they are not used again.
            workspace.Dispose();
            embeddings.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspaces.Dispose();
        _network.Dispose();
    }

    private static void EmbedWidth(
        int width, DecodedImage image, IReadOnlyList<TextRegion> regions, EmbedderWorkspace workspace, RegionEmbeddings embeddings)
    {
        var members = ArrayPool<int>.Shared.Rent(Math.Max(1, regions.Count));
        var count = 0;
        for (var i = 0; i < regions.Count; i++)
            if (RegionCropper.WidthFor(regions[i].Quad) == width)
                members[count++] = i;

        for (var done = 0; done < count;)
        {
            var batch = Math.Min(EmbedderWorkspace.MaxBatch, 1 << BitOperations.Log2((uint)(count - done)));
            for (var slot = 0; slot < batch; slot++)
                RegionCropper.Crop(image, regions[members[done + slot]].Quad, workspace.Crop(slot, width), width);
            workspace.Run(batch, width);
            for (var slot = 0; slot < batch; slot++)
                embeddings.Set(members[done + slot], workspace.Lexical(slot), workspace.LogPosteriors(slot, width));
            done += batch;
        }

        ArrayPool<int>.Shared.Return(members);
    }
}
