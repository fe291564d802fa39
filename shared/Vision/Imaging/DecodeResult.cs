using System.Diagnostics.CodeAnalysis;

namespace Indexing.Vision.Imaging;

/// <summary>Outcome of <see cref="ImageDecoder"/>: a picture or the reason why there is none, never both.</summary>
public sealed class DecodeResult
{
    internal DecodeResult(DecodedImage image) => Image = image;

    internal DecodeResult(ImageRejection rejection) => Rejection = rejection;

    /// <summary>The picture; the caller disposes it.</summary>
    public DecodedImage? Image { get; }

    /// <summary>Why there is no picture.</summary>
    public ImageRejection? Rejection { get; }

    /// <summary>Whether there is a picture.</summary>
    [MemberNotNullWhen(true, nameof(Image))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsDecoded => Image is not null;
}
