namespace Indexing.Vision.Imaging;

/// <summary>The codes that leave the process. They never change their meaning.</summary>
public static class ImageRejectionCodes
{
    /// <summary>The stable code of a reason.</summary>
    public static string ToCode(this ImageRejectionReason reason) => reason switch
    {
        ImageRejectionReason.Empty => "empty",
        ImageRejectionReason.TooLarge => "too_large",
        ImageRejectionReason.TooManyPixels => "too_many_pixels",
        ImageRejectionReason.TooSmall => "too_small",
        ImageRejectionReason.NotAnImage => "not_an_image",
        ImageRejectionReason.UnsupportedFormat => "unsupported_format",
        ImageRejectionReason.Truncated => "truncated",
        ImageRejectionReason.Corrupt => "corrupt",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown rejection reason."),
    };
}
