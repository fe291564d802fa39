using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>
/// The network that reads pictures. Its input is float32 <c>N x 3 x height x width</c>, RGB, row-major; its output float32
/// <c>N x dimension</c>.
/// </summary>
public sealed record ImageTowerDescription : NetworkDescription
{
    /// <summary>Name of the input, for example <c>pixel_values</c>.</summary>
    public required string Input { get; init; }

    /// <summary>Name of the output with the vector of the picture, for example <c>image_embeds</c>.</summary>
    public required string Output { get; init; }

    /// <summary>Side of a square input in pixels; <see langword="null"/>: <see cref="Width"/> and <see cref="Height"/> say it.</summary>
    public int? Size { get; init; }

    /// <summary>Width of the input in pixels, 16..1024, where it is no square.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the input in pixels, 16..1024, where it is no square.</summary>
    public int? Height { get; init; }

    /// <summary>
    /// <c>squash</c>: the whole picture is brought to the size, whatever its form. <c>crop</c>: its shorter side is, and the middle is cut
    /// out, as CLIP does; only for a square.
    /// </summary>
    public required string Resize { get; init; }

    /// <summary>
    /// <c>area</c>: the mean of the area under a pixel, OpenCV's INTER_AREA. <c>bicubic</c>, <c>bilinear</c>: Pillow's filters, widened
    /// when they shrink, and rounded to 8 bits as Pillow does.
    /// </summary>
    public required string Interpolation { get; init; }

    /// <summary>What is taken off the values 0..1 of red, green and blue.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>What they are divided by then, above 0.</summary>
    public required IReadOnlyList<float> Std { get; init; }

    /// <summary>Outputs with a vector for every place of the picture; <see langword="null"/>: the network has none.</summary>
    public SceneMapDescription? Map { get; init; }

    internal int InputWidth => Size ?? Width ?? 0;

    internal int InputHeight => Size ?? Height ?? 0;
}
