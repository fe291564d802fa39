namespace Indexing.Vision.Imaging;

/// <summary>Why a file is not a picture that can be indexed. No reason changes by trying again.</summary>
public enum ImageRejectionReason
{
    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>More bytes than <see cref="ImageDecodingOptions.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>The header declares more pixels than <see cref="ImageDecodingOptions.MaxPixels"/>; nothing was decoded.</summary>
    TooManyPixels,

    /// <summary>A side is shorter than <see cref="ImageDecodingOptions.MinSide"/>.</summary>
    TooSmall,

    /// <summary>The bytes are of no known picture format, whatever the file is called.</summary>
    NotAnImage,

    /// <summary>A picture, of a format that is not read on purpose (GIF, TIFF, BMP, SVG, HEIF ...).</summary>
    UnsupportedFormat,

    /// <summary>The file ends before the picture does.</summary>
    Truncated,

    /// <summary>The file is complete, but its content cannot be decoded.</summary>
    Corrupt,
}
