using System.ComponentModel.DataAnnotations;

namespace Indexing.Vision.Imaging;

/// <summary>Limits and size of decoded pictures.</summary>
public sealed class ImageDecodingOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "ImageDecoding";

    /// <summary>Longer side of the decoded picture in pixels, 64..8192. Smaller pictures are never enlarged.</summary>
    [Range(64, 8192)]
    public int MaxSide { get; set; } = 1280;

    /// <summary>Largest encoded file in bytes.</summary>
    [Range(1, int.MaxValue)]
    public int MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Largest width x height that the file's header may declare, in pixels. Interlaced PNG, WebP and progressive JPEG are held in memory
    /// whole while they are decoded: up to 8 bytes a pixel.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>Smallest width and height in pixels in which a word can be read.</summary>
    [Range(1, 1024)]
    public int MinSide { get; set; } = 8;
}
