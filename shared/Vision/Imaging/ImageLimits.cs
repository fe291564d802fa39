using System.Globalization;

namespace Indexing.Vision.Imaging;

/// <summary>Decides which files are rejected, with reason and sentence.</summary>
internal sealed class ImageLimits(ImageDecodingOptions options)
{
    /// <summary>Checks a file by its length and first bytes; <see langword="null"/> when it may be opened.</summary>
    internal ImageRejection? RejectFile(ReadOnlySpan<byte> file, out EncodedFormat format)
    {
        format = EncodedFormat.Unknown;
        if (file.IsEmpty) return new(ImageRejectionReason.Empty, "The file is empty.");
        if (file.Length > options.MaxBytes)
            return new(ImageRejectionReason.TooLarge, Text($"The file has {file.Length} bytes; {options.MaxBytes} are allowed."));

        format = FormatSignature.Detect(file, out string? unsupported);
        return format switch
        {
            EncodedFormat.Unknown => new(ImageRejectionReason.NotAnImage, "The content is no picture (JPEG, PNG and WebP are read)."),
            EncodedFormat.Unsupported => new(ImageRejectionReason.UnsupportedFormat, $"{unsupported} is not read; JPEG, PNG and WebP are."),
            _ => null,
        };
    }

    /// <summary>Checks the size that the header declares.</summary>
    internal ImageRejection? RejectSize(long width, long height)
    {
        if (width * height > options.MaxPixels)
        {
            return new(
                ImageRejectionReason.TooManyPixels,
                Text($"The header declares {width} x {height} pixels; {options.MaxPixels} in all are allowed."));
        }
        return Math.Min(width, height) < options.MinSide
            ? new(ImageRejectionReason.TooSmall, Text($"The picture has {width} x {height} pixels; each side needs {options.MinSide}."))
            : null;
    }

    /// <summary>Explains why a file of an allowed format could not be decoded.</summary>
    internal ImageRejection RejectDamage(EncodedFormat format, ReadOnlySpan<byte> file)
    {
        if (format == EncodedFormat.Png && EncodedStructure.PngSize(file) is { Width: > 0, Height: > 0 } size)
        {
            if (size.Width > options.MaxPixels / size.Height) return RejectSize(size.Width, size.Height)!;
        }
        return EncodedStructure.EndsEarly(format, file)
            ? new(ImageRejectionReason.Truncated, Text($"The {format} file ends before the picture does, after {file.Length} bytes."))
            : new(ImageRejectionReason.Corrupt, $"The {format} file is complete, but its content is damaged.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
