using System.Buffers;

namespace Indexing.Ingest;

/// <summary>An encoded picture in pooled memory, or why there is none. Disposing hands the memory back.</summary>
public sealed class FetchedImage : IDisposable
{
    private byte[]? _pooled;
    private readonly int _length;

    private FetchedImage(byte[]? pooled, int length) => (_pooled, _length) = (pooled, length);

    /// <summary>The encoded picture; empty when rejected.</summary>
    public ReadOnlyMemory<byte> Content => _pooled is null ? default : _pooled.AsMemory(0, _length);

    /// <summary>SHA-256 of the content, lower-case hexadecimal; <see langword="null"/> when nothing was read.</summary>
    public string? Sha256 { get; private init; }

    /// <summary>Why the picture cannot be used, or <see langword="null"/>.</summary>
    public IngestRejection? Rejection { get; private init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pooled is null)
            return;
        ArrayPool<byte>.Shared.Return(_pooled);
        _pooled = null;
    }

    internal static FetchedImage From(byte[] pooled, int length, string sha256) => new(pooled, length) { Sha256 = sha256 };

    internal static FetchedImage Reject(string code, string detail) => new(null, 0) { Rejection = new IngestRejection(code, detail) };
}
