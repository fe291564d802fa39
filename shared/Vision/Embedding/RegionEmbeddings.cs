using System.Buffers;

namespace Indexing.Vision.Embedding;

/// <summary>
/// Vectors and posteriors of the regions of one picture, in pooled memory. Disposing hands the memory back: copy what must live longer.
/// Not safe for concurrent disposal; reading is safe from any thread.
/// </summary>
public sealed class RegionEmbeddings : IDisposable
{
    private readonly int _dimension;
    private readonly int _posteriorStride;
    private float[]? _lexical;
    private byte[]? _posteriors;
    private int[]? _frames;

    internal RegionEmbeddings(int count, int dimension, int maxFrames)
    {
        Count = count;
        _dimension = dimension;
        _posteriorStride = maxFrames * Alphabet.Size;
        _lexical = ArrayPool<float>.Shared.Rent(count * dimension);
        _posteriors = ArrayPool<byte>.Shared.Rent(count * _posteriorStride);
        _frames = ArrayPool<int>.Shared.Rent(count);
    }

    /// <summary>Number of regions.</summary>
    public int Count { get; }

    /// <summary>Lexical vector of a region, unit length.</summary>
    public ReadOnlyMemory<float> Lexical(int region) => Lexicals.AsMemory(Checked(region) * _dimension, _dimension);

    /// <summary>Quantised log-posteriors of a region, see <see cref="LogPosteriors"/>; T x 38 bytes.</summary>
    public ReadOnlyMemory<byte> Posteriors(int region) =>
        PosteriorBytes.AsMemory(Checked(region) * _posteriorStride, _frames![region] * Alphabet.Size);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lexical is null)
            return;
        ArrayPool<float>.Shared.Return(_lexical);
        ArrayPool<byte>.Shared.Return(_posteriors!);
        ArrayPool<int>.Shared.Return(_frames!);
        (_lexical, _posteriors, _frames) = (null, null, null);
    }

    /// <summary>Keeps what was computed of a region; safe for several regions at a time.</summary>
    internal void Set(int region, ReadOnlySpan<float> lexical, ReadOnlySpan<float> logPosteriors)
    {
        lexical.CopyTo(Lexicals.AsSpan(region * _dimension, _dimension));
        LogPosteriors.Quantize(logPosteriors, PosteriorBytes.AsSpan(region * _posteriorStride, logPosteriors.Length));
        _frames![region] = logPosteriors.Length / Alphabet.Size;
    }

    private float[] Lexicals => _lexical ?? throw new ObjectDisposedException(nameof(RegionEmbeddings));

    private byte[] PosteriorBytes => _posteriors ?? throw new ObjectDisposedException(nameof(RegionEmbeddings));

    private int Checked(int region) => (uint)region < (uint)Count
        ? region
        : throw new ArgumentOutOfRangeException(nameof(region), region, $"There are {Count} regions.");
}
