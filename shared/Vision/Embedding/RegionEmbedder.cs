using System.Buffers;
using System.Numerics;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Embedding;

/// <summary>
/// The word image network: a lexical and a concept vector, CTC log-posteriors and a reading for every region. Regions are cut to one of a
/// few widths; the words of a picture come in slices of a power of two, slices of several pictures fill a batch, and a batch runs in powers
/// of two, so the network only ever sees a few shapes. Safe for concurrent use; nothing is allocated per region.
/// </summary>
public sealed class RegionEmbedder : IRegionEmbedder, IDisposable
{
    private readonly OnnxNetwork _network;
    private readonly WorkspacePool<EmbedderWorkspace> _workspaces;
    private readonly BatchQueue<WordSlice> _queue;
    private readonly WordEncoderDescription _description;
    private readonly int _maxBatch;

    /// <summary>Loads the network.</summary>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public RegionEmbedder(ModelPack pack, OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        _description = pack.Description.WordEncoder;
        _maxBatch = options.WordBatch;
        _network = OnnxNetwork.Load(pack, _description, options, "crops", EmbedderWorkspace.OutputNames);
        _workspaces = new WorkspacePool<EmbedderWorkspace>(() => new EmbedderWorkspace(_network, _description, _maxBatch));
        _queue = new BatchQueue<WordSlice>(_network.Name, _maxBatch, options, Run);
    }

    /// <inheritdoc/>
    public int LexicalDimension => _description.LexicalDimension;

    /// <inheritdoc/>
    public async Task<RegionEmbeddings> EmbedAsync(
        DecodedImage image, IReadOnlyList<TextRegion> regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(regions);
        var embeddings = new RegionEmbeddings(
            regions.Count, LexicalDimension, _description.ConceptDimension, _description.Buckets[^1].Width / EmbedderWorkspace.FrameStride);
        var order = ArrayPool<int>.Shared.Rent(Math.Max(1, regions.Count));
        try
        {
            var calls = new List<Task>();
            var sorted = 0;
            for (var bucket = 0; bucket < _description.Buckets.Count; bucket++)
            {
                var members = Members(regions, bucket, order.AsMemory(sorted));
                var slice = new WordSlice(image, regions, members, _description.Buckets[bucket].Width, embeddings);
                Start(slice, calls, cancellationToken);
                sorted += members.Length;
            }

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

    /// <summary>Writes the numbers of the regions of one width; returns as many of them.</summary>
    private Memory<int> Members(IReadOnlyList<TextRegion> regions, int bucket, Memory<int> order)
    {
        var count = 0;
        for (var i = 0; i < regions.Count; i++)
            if (BucketOf(RegionCropper.AspectOf(regions[i].Quad)) == bucket)
                order.Span[count++] = i;
        return order[..count];
    }

    private int BucketOf(float aspect)
    {
        var bucket = 0;
        while (bucket < _description.Buckets.Count - 1 && !(aspect <= _description.Buckets[bucket].AspectTo))
            bucket++;
        return bucket;
    }

    private void Start(WordSlice slice, List<Task> calls, CancellationToken cancellationToken)
    {
        for (int done = 0, size; done < slice.Members.Length; done += size)
        {
            size = Math.Min(PowerOfTwo(_maxBatch), PowerOfTwo(slice.Members.Length - done));
            calls.Add(_queue.RunAsync(slice with { Members = slice.Members.Slice(done, size) }, cancellationToken));
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
                slices[slice].Embeddings.Set(region, workspace, slot, width);
            }
        }
    }

    private static int PowerOfTwo(int atMost) => 1 << BitOperations.Log2((uint)atMost);
}
