using Indexing.Vision.Imaging;
using Microsoft.Extensions.Options;

namespace Indexing.Vision.Tests.Imaging;

/// <summary>Decoders with the limits a test needs.</summary>
internal static class Decoding
{
    public static ImageDecoder Decoder(Action<ImageDecodingOptions>? configure = null)
    {
        ImageDecodingOptions options = new();
        configure?.Invoke(options);
        return new ImageDecoder(Options.Create(options));
    }

    public static DecodedImage Decode(byte[] file, Action<ImageDecodingOptions>? configure = null)
    {
        var result = Decoder(configure).Decode(file);
        Assert.True(result.IsDecoded, result.Rejection?.ToString());
        return result.Image;
    }

    public static ImageRejectionReason Reject(byte[] file, Action<ImageDecodingOptions>? configure = null)
    {
        var result = Decoder(configure).Decode(file);
        using var image = result.Image;
        Assert.NotNull(result.Rejection);
        Assert.Null(image);
        Assert.Equal(result.Rejection.Reason.ToCode(), result.Rejection.Code);
        return result.Rejection.Reason;
    }
}
