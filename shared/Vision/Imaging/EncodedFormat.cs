namespace Indexing.Vision.Imaging;

/// <summary>What the first bytes of a file say it is; the file's name plays no part.</summary>
internal enum EncodedFormat
{
    /// <summary>No picture.</summary>
    Unknown,

    /// <summary>A picture that is not read on purpose.</summary>
    Unsupported,

    Jpeg,
    Png,
    WebP,
}
