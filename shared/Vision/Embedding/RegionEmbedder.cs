using System.Buffers;
using System.Numerics;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Embedding;

/// <summary>
/// The word image network: a lexical vector and CTC log-posteriors for every region. Regions are cut to one of two widths; the words of a
/// picture come in slices of a power of two, slices of several pictures fill a batch, and a batch runs in powers of two, so the network
/// only ever sees a few shapes. Safe for concurrent use; nothing is allocated per region.
/// </summary>
public sealed class RegionEmbedder : IRegionEmbedder, IDisposable
{
    private readonly OnnxNetwork _network;
    private readonly WorkspacePool<EmbedderWorkspace> _workspaces;
    private readonly BatchQueue<WordSlice> _queue;
    private readonly int _maxBatch;

    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public RegionEmbedder(ModelPack pack, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        var description = pack.Description.WordEncoder;
        LexicalDimension = description.LexicalDimension;
        _maxBatch = options.WordBatch;
        _network = OnnxNetwork.Load(pack, description, options, "crops", "lexical", "log_posteriors");
        _workspaces = new WorkspacePool<EmbedderWorkspace>(() => new EmbedderWorkspace(_network, LexicalDimension, _maxBatch));
        _queue = new BatchQueue<WordSlice>(_network.Name, _maxBatch, options, Run);
    }

    /// <inheritdoc/>
    public int LexicalDimension { get; }

    /// <inheritdoc/>
    public async Task<RegionEmbeddings> EmbedAsync(
        DecodedImage image, IReadOnlyList<TextRegion> regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        var embeddings = new RegionEmbeddings(regions.Count, LexicalDimension, RegionCropper.WideWidth / EmbedderWorkspace.FrameStride);
        var order = ArrayPool<int>.Shared.Rent(Math.Max(1, regions.Count));
        try
        {
            var narrow = SortByWidth(regions, order);
            var picture = new WordSlice(image, regions, default, RegionCropper.NarrowWidth, embeddings);
            var calls = new List<Task>();
            Start(picture, order.AsMemory(0, narrow), calls, cancellationToken);
            Start(
                picture with { Width = RegionCropper.WideWidth }, order.AsMemory(narrow, regions.Count - narrow), calls, cancellationToken);
            // All of them, also when one has failed: the others still read the picture and write the embeddings.
            await Task.WhenAll(calls).ConfigureAwait(false);
            return embeddings;
        }
        catch
        {
            embeddings.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(order);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _workspaces.Dispose();
        _network.Dispose();
    }

    /// <summary>Writes the numbers of the narrow regions, then those of the wide ones.</summary>
    /// <returns>How many are narrow.</returns>
    private static int SortByWidth(IReadOnlyList<TextRegion> regions, int[] order)
    {
        var (narrow, end) = (0, regions.Count);
        for (var i = 0; i < regions.Count; i++)
            order[RegionCropper.WidthFor(regions[i].Quad) == RegionCropper.NarrowWidth ? narrow++ : --end] = i;
        return narrow;
    }

    private void Start(WordSlice picture, ReadOnlyMemory<int> members, List<Task> calls, CancellationToken cancellationToken)
    {
        for (int done = 0, size; done < members.Length; done += size)
        {
            size = Math.Min(PowerOfTwo(_maxBatch), PowerOfTwo(members.Length - done));
            calls.Add(_queue.RunAsync(picture with { Members = members.Slice(done, size) }, cancellationToken));
        }
    }

    private void Run(ReadOnlySpan<WordSlice> slices)
    {
        var workspace = _workspaces.Rent();
        try
        {
            Run(slices, workspace);
        }
        catch
        {
            // A failed native call leaves the bound tensors in an unknown state: they are not used again.
            workspace.Dispose();
            throw;
        }

        _workspaces.Return(workspace);
    }

    private static void Run(ReadOnlySpan<WordSlice> slices, EmbedderWorkspace workspace)
    {
        var words = workspace.Words;
        words.Clear();
        for (var i = 0; i < slices.Length; i++)
            foreach (var region in slices[i].Members.Span)
                words.Add((i, region));

        var width = slices[0].Width;
        for (int done = 0, batch; done < words.Count; done += batch)
        {
            batch = PowerOfTwo(words.Count - done);
            for (var slot = 0; slot < batch; slot++)
            {
                var (slice, region) = words[done + slot];
                RegionCropper.Crop(slices[slice].Image, slices[slice].Regions[region].Quad, workspace.Crop(slot, width), width);
            }

            workspace.Run(batch, width);
            for (var slot = 0; slot < batch; slot++)
            {
                var (slice, region) = words[done + slot];
                slices[slice].Embeddings.Set(region, workspace.Lexical(slot), workspace.LogPosteriors(slot, width));
            }
        }
    }

    private static int PowerOfTwo(int atMost) => 1 << BitOperations.Log2((uint)atMost);
}
