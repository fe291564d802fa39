using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Indexing.Contracts;

namespace Indexing.Search;

/// <summary>
/// Where a reader is in a list that goes on changing: when the first page was made, and what was shown since. It holds all there is to
/// know, so that any query service can answer the next page and nothing is kept between pages.
/// </summary>
/// <remarks>
/// Layout before base64url: question (8 bytes), Unix microseconds (8 bytes, big-endian), then 6 bytes for each picture shown.
/// </remarks>
internal sealed class SearchCursor
{
    private const int QuestionSize = 8;
    private const int HeaderSize = QuestionSize + sizeof(long);

    /// <summary>2 to the power of 48 values: of 1,000 pictures two share one with a probability of 2 in a billion.</summary>
    private const int ImageSize = 6;

    private readonly byte[] _question;
    private readonly HashSet<long> _shown = [];
    private readonly List<byte> _images = [];

    private SearchCursor(byte[] question, DateTimeOffset asOf) => (_question, AsOf) = (question, asOf);

    /// <summary>When the first page was made (UTC, microseconds).</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>Whether this is a later page.</summary>
    public bool IsContinued { get; private init; }

    /// <summary>The cursor of a request, or a new one for its first page.</summary>
    /// <exception cref="InvalidQueryException">It is no cursor, or that of another question.</exception>
    public static SearchCursor Of(SearchRequest request, DateTimeOffset now)
    {
        var question = QuestionOf(request);
        if (request.Cursor is null)
            return new SearchCursor(question, now);
        var bytes = Decode(request.Cursor);
        if (bytes is null || bytes.Length < HeaderSize || (bytes.Length - HeaderSize) % ImageSize != 0)
            throw new InvalidQueryException("cursor is none of this service. Ask again without it.");
        if (!bytes.AsSpan(0, QuestionSize).SequenceEqual(question))
            throw new InvalidQueryException("cursor belongs to another question: only top, facets and explain may differ.");
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(QuestionSize));
        if (microseconds < 0 || microseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() * 1000)
            throw new InvalidQueryException("cursor is none of this service. Ask again without it.");
        var cursor = new SearchCursor(question, DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond))
        {
            IsContinued = true,
        };
        for (var at = HeaderSize; at < bytes.Length; at += ImageSize)
            cursor.Add(bytes.AsSpan(at, ImageSize));
        return cursor;
    }

    /// <summary>Whether an earlier page showed the picture.</summary>
    public bool WasShown(string imageId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return _shown.Contains(Number(Hash(imageId, hash)));
    }

    /// <summary>Notes a picture of this page.</summary>
    public void Show(string imageId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Add(Hash(imageId, hash));
    }

    /// <summary>The text that continues behind what was shown.</summary>
    public override string ToString()
    {
        var bytes = new byte[HeaderSize + _images.Count];
        _question.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(
            bytes.AsSpan(QuestionSize), (AsOf - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        _images.CopyTo(bytes, HeaderSize);
        return Base64Url.EncodeToString(bytes);
    }

    private static byte[]? Decode(string text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        return Base64Url.DecodeFromChars(text);
    }

    private static byte[] QuestionOf(SearchRequest request)
    {
        var question = request with { Cursor = null, Top = 0, Facets = false, Explain = false };
        return SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(question))[..QuestionSize];
    }

    private static Span<byte> Hash(string imageId, Span<byte> buffer)
    {
        SHA256.HashData(Encoding.UTF8.GetBytes(imageId), buffer);
        return buffer[..ImageSize];
    }

    private void Add(ReadOnlySpan<byte> image)
    {
        if (_shown.Add(Number(image)))
            _images.AddRange(image);
    }

    private static long Number(ReadOnlySpan<byte> image)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        bytes.Clear();
        image.CopyTo(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }
}
