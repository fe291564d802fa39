using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests;

/// <summary>Every kind of bad picture beside good and odd ones (reliability.md, row 3).</summary>
public sealed class BadPictureTests : IDisposable
{
    private const string Svg =
        """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hosts">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>""";

    private static readonly string[] Odd =
        ["cmyk.jpg", "sixteen-bit.png", "alpha.png", "animated.webp", "exif-rotated.jpg", "exif-broken.jpg"];

    private static readonly (string Name, string Reason)[] Bad =
    [
        ("truncated.jpg", "truncated"), ("zero.jpg", "empty"), ("text.jpg", "not_an_image"), ("huge.png", "too_many_pixels"),
        ("entity.jpg", "unsupported_format"), ("pipe.png", "forbidden"),
    ];

    private readonly Workplace _workplace = new();

    public BadPictureTests()
    {
        _workplace.Add("good.jpg", TestPictures.Jpeg(1));
        _workplace.Add("below/name with #, % and é.png", TestPictures.Png(2));
        foreach (var name in Odd)
            _workplace.Add(name, File.ReadAllBytes(Workplace.OddPicture(name)));
        _workplace.Add("truncated.jpg", TestPictures.Jpeg(3)[..^700]);
        _workplace.Add("zero.jpg", []);
        _workplace.Add("text.jpg", "just text"u8.ToArray());
        _workplace.Add("huge.png", DeclaringSize(TestPictures.Png(4), 50_000, 50_000));
        _workplace.Add("entity.jpg", Encoding.UTF8.GetBytes(Svg));
        using var mkfifo = Process.Start("mkfifo", [Path.Combine(_workplace.Pictures, "pipe.png")]);
        mkfifo.WaitForExit();
    }

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Index_BadPicturesBesideGoodOnes_RejectsEachWithItsReasonAndIndexesTheRest()
    {
        using var run = await _workplace.RunAsync(1, "index", "pictures");

        Assert.All(Bad, bad => Assert.Contains($"{bad.Name}: {bad.Reason}: ", run.Output, StringComparison.Ordinal));
        Assert.Contains($"{Odd.Length + 2} indexed", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{Bad.Length} rejected, 0 failed", run.Output, StringComparison.Ordinal);
        var pictures = await _workplace.ReadIndexAsync();
        Assert.Equal(Bad.Select(bad => bad.Name).Order(), Names(pictures, ImageStatus.Rejected));
        Assert.Equal(
            Odd.Append("good.jpg").Append("below/name with #, % and é.png").Order(StringComparer.Ordinal),
            Names(pictures, ImageStatus.Indexed));
    }

    [Fact]
    public async Task Index_SecondRun_TriesNothingAgainAndStillListsTheRejected()
    {
        using var first = await _workplace.RunAsync(1, "index", "pictures");
        using var second = await _workplace.RunAsync(1, "index", "pictures");

        var expected = $"0 indexed with 0 words, {Odd.Length + 2} unchanged, {Bad.Length} rejected";
        Assert.Contains(expected, second.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(IEnumerable<IndexedPicture> pictures, ImageStatus status) =>
        pictures.Where(picture => picture.Status == status).Select(picture => picture.Name).Order(StringComparer.Ordinal);

    /// <summary>The same PNG file with another size in its header, and a right checksum.</summary>
    private static byte[] DeclaringSize(byte[] png, int width, int height)
    {
        var copy = png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(copy.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(copy.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(29), Crc(copy.AsSpan(12, 17)));
        return copy;
    }

    /// <summary>CRC-32 of the PNG specification, appendix D.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
