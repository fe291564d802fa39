using System.Buffers;
using System.Numerics;

namespace Indexing.Vision.Sentences;

/// <summary>Red, green, blue of 0..255 and a fourth value without meaning for every pixel, row-major, in a pooled buffer.</summary>
internal readonly ref struct ResampledPicture
{
    private readonly Vector4[] _buffer;
    private readonly int _length;

    public ResampledPicture(int length) => (_buffer, _length) = (ArrayPool<Vector4>.Shared.Rent(length), length);

    public Span<Vector4> Pixels => _buffer.AsSpan(0, _length);

    public void Dispose() => ArrayPool<Vector4>.Shared.Return(_buffer);
}
