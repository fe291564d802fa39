using System.Buffers;
using Indexing.Vision.Concepts;

namespace Indexing.Vision.Embedding;

/// <summary>
/// What the word encoder says of the regions of one picture, in pooled memory. Disposing hands the memory back: copy what must live longer.
/// Not safe for concurrent disposal; reading is safe from any thread.
/// </summary>
public sealed class RegionEmbeddings : IDisposable
{
    private readonly int _lexicalDimension;
    private readonly int _conceptDimension;
    private readonly int _maxFrames;
    private float[]? _lexical;
    private float[]? _concept;
    private byte[]? _posteriors;
    private byte[]? _display;
    private int[]? _frames;

    internal RegionEmbeddings(int count, int lexicalDimension, int conceptDimension, int maxFrames)
    {
        Count = count;
        (_lexicalDimension, _conceptDimension, _maxFrames) = (lexicalDimension, conceptDimension, maxFrames);
        _lexical = ArrayPool<float>.Shared.Rent(count * lexicalDimension);
        _concept = ArrayPool<float>.Shared.Rent(count * conceptDimension);
        _posteriors = ArrayPool<byte>.Shared.Rent(count * maxFrames * Alphabet.Size);
        _display = ArrayPool<byte>.Shared.Rent(count * maxFrames);
        _frames = ArrayPool<int>.Shared.Rent(count);
    }

    /// <summary>Number of regions.</summary>
    public int Count { get; }

    /// <summary>Lexical vector of a region, unit length.</summary>
    public ReadOnlyMemory<float> Lexical(int region) => Alive(_lexical).AsMemory(Checked(region) * _lexicalDimension, _lexicalDimension);

    /// <summary>The network's own concept vector of a region, unit length; see <see cref="ConceptEncoder"/>.</summary>
    public ReadOnlyMemory<float> Concept(int region) => Alive(_concept).AsMemory(Checked(region) * _conceptDimension, _conceptDimension);

    /// <summary>Quantised log-posteriors of a region, see <see cref="LogPosteriors"/>; T x 38 bytes.</summary>
    public ReadOnlyMemory<byte> Posteriors(int region) =>
        Alive(_posteriors).AsMemory(Checked(region) * _maxFrames * Alphabet.Size, _frames![region] * Alphabet.Size);

    /// <summary>The most probable class of <see cref="DisplayAlphabet"/> at each frame of a region.</summary>
    public ReadOnlyMemory<byte> Display(int region) => Alive(_display).AsMemory(Checked(region) * _maxFrames, _frames![region]);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lexical is null)
            return;
        ArrayPool<float>.Shared.Return(_lexical);
        ArrayPool<float>.Shared.Return(_concept!);
        ArrayPool<byte>.Shared.Return(_posteriors!);
        ArrayPool<byte>.Shared.Return(_display!);
        ArrayPool<int>.Shared.Return(_frames!);
        (_lexical, _concept, _posteriors, _display, _frames) = (null, null, null, null, null);
    }

    /// <summary>Keeps what was computed of a region; safe for several regions at a time.</summary>
    internal void Set(int region, EmbedderWorkspace workspace, int slot, int width)
    {
        workspace.Lexical(slot).CopyTo(Alive(_lexical).AsSpan(region * _lexicalDimension, _lexicalDimension));
        workspace.Concept(slot).CopyTo(Alive(_concept).AsSpan(region * _conceptDimension, _conceptDimension));
        var logPosteriors = workspace.LogPosteriors(slot, width);
        LogPosteriors.Quantize(logPosteriors, Alive(_posteriors).AsSpan(region * _maxFrames * Alphabet.Size, logPosteriors.Length));
        var display = workspace.Display(slot, width);
        var kept = Alive(_display).AsSpan(region * _maxFrames, display.Length);
        for (var t = 0; t < display.Length; t++)
            kept[t] = (byte)display[t];
        _frames![region] = display.Length;
    }

    private static T[] Alive<T>(T[]? memory) => memory ?? throw new ObjectDisposedException(nameof(RegionEmbeddings));

    private int Checked(int region) => (uint)region < (uint)Count
        ? region
        : throw new ArgumentOutOfRangeException(nameof(region), region, $"There are {Count} regions.");
}
