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
    private readonly BatchSizes _batches;
    private readonly int _maxBatch;

    /// <summary>Loads the network; on a device that wants fixed shapes it has run every one of them when this returns.</summary>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    /// <exception cref="InferenceException">The device was lost on the way.</exception>
    public RegionEmbedder(ModelPack pack, InferenceDevice device)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(device);
        _description = pack.Description.WordEncoder;
        _batches = Batches(device);
        _network = OnnxNetwork.Load(pack.Folder, _description, device, EmbedderWorkspace.Signature, Buckets(pack, device));
        _maxBatch = Math.Min(device.WordBatch, _network.LargestBatch);
        _workspaces = new WorkspacePool<EmbedderWorkspace>(() => new EmbedderWorkspace(_network, _description, device.WordBatch));
        _queue = new BatchQueue<WordSlice>(_network.Name, _maxBatch, device.Options, device.Health, Run);
    }

    /// <summary>In what the network computes.</summary>
    public Precision Precision => _network.Precision;

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

    /// <summary>The shapes that it sees on a device.</summary>
    internal static IReadOnlyList<NetworkShape> Buckets(ModelPack pack, InferenceDevice device) =>
    [
        .. from bucket in pack.Description.WordEncoder.Buckets
           from batch in Batches(device).Sizes
           select new NetworkShape(batch, bucket.Width, RegionCropper.Height),
    ];

    private static BatchSizes Batches(InferenceDevice device) =>
        device.Provider.HasFixedShapes ? BatchSizes.Padded(device.WordBatch) : BatchSizes.Filled(device.WordBatch);

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

    private void Run(ReadOnlySpan<WordSlice> slices, int limit)
    {
        var workspace = _workspaces.Rent();
        try
        {
            Run(slices, limit, workspace);
        }
        catch
        {
            // A failed native call leaves the bound tensors in an unknown state: they are not used again.
            workspace.Dispose();
            throw;
        }

        _workspaces.Return(workspace);
    }

    private void Run(ReadOnlySpan<WordSlice> slices, int limit, EmbedderWorkspace workspace)
    {
        var words = workspace.Words;
        words.Clear();
        for (var i = 0; i < slices.Length; i++)
            foreach (var region in slices[i].Members.Span)
                words.Add((i, region));

        var width = slices[0].Width;
        for (int done = 0, taken; done < words.Count; done += taken)
        {
            (taken, var batch) = _batches.Next(words.Count - done, limit);
            var watch = CallWatch.Start(_network.Name);
            for (var slot = 0; slot < taken; slot++)
            {
                var (slice, region) = words[done + slot];
                RegionCropper.Crop(slices[slice].Image, slices[slice].Regions[region].Quad, workspace.Crop(slot, width), width);
            }

            watch.Prepared();
            workspace.Run(batch, width);
            watch.HasRun();
            for (var slot = 0; slot < taken; slot++)
            {
                var (slice, region) = words[done + slot];
                slices[slice].Embeddings.Set(region, workspace, slot, width);
            }

            watch.HasRead();
        }
    }

    private static int PowerOfTwo(int atMost) => 1 << BitOperations.Log2((uint)atMost);
}
