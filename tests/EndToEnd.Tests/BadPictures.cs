using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Indexing.TestSupport;

namespace Indexing.EndToEnd.Tests;

/// <summary>Every kind of bad picture, and odd ones that are good (reliability.md, row 3).</summary>
internal static class BadPictures
{
    private const string Svg =
        """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hosts">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>""";

    /// <summary>Pictures of unusual forms that must be indexed; files of this project.</summary>
    public static IReadOnlyList<string> Odd { get; } =
        ["cmyk.jpg", "sixteen-bit.png", "alpha.png", "animated.webp", "exif-rotated.jpg", "exif-broken.jpg"];

    /// <summary>Files that must be rejected, each with the reason.</summary>
    public static IReadOnlyList<(string Name, string Reason)> Bad { get; } =
    [
        ("truncated.jpg", "truncated"), ("zero.jpg", "empty"), ("text.jpg", "not_an_image"), ("huge.png", "too_many_pixels"),
        ("entity.jpg", "unsupported_format"), ("pipe.png", "forbidden"),
    ];

    /// <summary>Writes all of them into a folder.</summary>
    public static void AddTo(Workplace workplace)
    {
        foreach (var name in Odd)
            workplace.Add(name, File.ReadAllBytes(Workplace.OddPicture(name)));
        workplace.Add("truncated.jpg", TestPictures.Jpeg(3)[..^700]);
        workplace.Add("zero.jpg", []);
        workplace.Add("text.jpg", "just text"u8.ToArray());
        workplace.Add("huge.png", DeclaringSize(TestPictures.Png(4), 50_000, 50_000));
        workplace.Add("entity.jpg", Encoding.UTF8.GetBytes(Svg));
        using var mkfifo = Process.Start("mkfifo", [Path.Combine(workplace.Pictures, "pipe.png")]);
        mkfifo.WaitForExit();
    }

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
