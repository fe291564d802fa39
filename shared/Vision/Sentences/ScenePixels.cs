using System.Numerics;
using Indexing.Vision.Imaging;

namespace Indexing.Vision.Sentences;

/// <summary>Brings pictures to the size and the values that an image tower was trained with. Immutable; safe for concurrent use.</summary>
internal sealed class ScenePixels
{
    private const float White = 255;

    private readonly int _width;
    private readonly int _height;
    private readonly bool _crops;
    private readonly ResamplingFilter _filter;
    private readonly Vector4 _scales;
    private readonly Vector4 _offsets;

    /// <summary>Takes a description that was checked.</summary>
    public ScenePixels(ImageTowerDescription description)
    {
        (_width, _height) = (description.InputWidth, description.InputHeight);
        _crops = description.Resize == "crop";
        _filter = Enum.Parse<ResamplingFilter>(description.Interpolation, ignoreCase: true);
        var deviation = new Vector4(description.Std[0], description.Std[1], description.Std[2], 1);
        _scales = Vector4.One / (White * deviation);
        _offsets = -new Vector4(description.Mean[0], description.Mean[1], description.Mean[2], 0) / deviation;
    }

    /// <summary>The part of a picture that the tower sees.</summary>
    public SceneBox ViewOf(DecodedImage image)
    {
        var (across, down) = Axes(image);
        return new SceneBox(
            (float)across.First / across.Target,
            (float)down.First / down.Target,
            (float)(across.First + across.Count) / across.Target,
            (float)(down.First + down.Count) / down.Target);
    }

    /// <summary>Writes the input of the tower for one picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="tensor">Receives 3 x height x width values: (0..1 RGB - mean) / deviation.</param>
    public void Write(DecodedImage image, Span<float> tensor)
    {
        var (across, down) = Axes(image);
        using var picture = Resampler.Resample(image, across, down, _filter);
        var pixels = picture.Pixels;
        var plane = _width * _height;
        var red = tensor[..plane];
        var green = tensor.Slice(plane, plane);
        var blue = tensor.Slice(2 * plane, plane);
        for (var i = 0; i < pixels.Length; i++)
        {
            var values = Vector4.FusedMultiplyAdd(pixels[i], _scales, _offsets);
            (red[i], green[i], blue[i]) = (values.X, values.Y, values.Z);
        }
    }

    private (ResamplingAxis Across, ResamplingAxis Down) Axes(DecodedImage image)
    {
        if (!_crops)
            return (new(image.Width, _width, 0, _width), new(image.Height, _height, 0, _height));
        var shorter = Math.Min(image.Width, image.Height);
        return (Middle(image.Width, shorter, _width), Middle(image.Height, shorter, _height));
    }

    /// <summary>One axis of a picture whose shorter side becomes the size, and its middle: torchvision's Resize and CenterCrop.</summary>
    private static ResamplingAxis Middle(int length, int shorter, int size)
    {
        var target = (int)((long)size * length / shorter);
        return new ResamplingAxis(length, target, (int)Math.Round((target - size) / 2.0, MidpointRounding.ToEven), size);
    }
}
