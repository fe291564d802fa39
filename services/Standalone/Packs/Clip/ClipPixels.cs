using System.Globalization;
using System.Text.Json.Nodes;

namespace Indexing.Standalone.Packs.Clip;

/// <summary>How an export wants its pictures, from <c>preprocessor_config.json</c>.</summary>
/// <param name="Width">Width of the input in pixels.</param>
/// <param name="Height">Height of the input in pixels.</param>
/// <param name="Resize"><c>crop</c> or <c>squash</c>.</param>
/// <param name="Interpolation"><c>bicubic</c> or <c>bilinear</c>.</param>
/// <param name="Mean">Of red, green and blue.</param>
/// <param name="Std">Of red, green and blue.</param>
internal sealed record ClipPixels(
    int Width, int Height, string Resize, string Interpolation, IReadOnlyList<double> Mean, IReadOnlyList<double> Std)
{
    private const string File = "preprocessor_config.json";
    private const double PixelScale = 1 / 255.0;

    /// <summary>Reads it.</summary>
    /// <exception cref="PackRefusedException">It wants something else than resizing, cutting out the middle and scaling.</exception>
    public static ClipPixels Of(JsonObject json)
    {
        if (ClipJson.Flag(json["do_resize"]) == false || ClipJson.Flag(json["do_rescale"]) == false
            || ClipJson.Flag(json["do_pad"]) == true)
        {
            throw new PackRefusedException(
                $"'{File}' wants pictures that are not resized, not scaled to 0..1, or padded; none of it can be done.");
        }

        if (ClipJson.Number(json["rescale_factor"]) is { } scale && Math.Abs(scale - PixelScale) > 1e-6)
            throw new PackRefusedException($"'{File}' has rescale_factor {scale}; only 1/255 can be used.");
        var (width, height, resize) = Size(json);
        // Without it the network takes 0..1 itself, as MobileCLIP's do.
        var isNormalised = ClipJson.Flag(json["do_normalize"]) != false;
        return new ClipPixels(
            width,
            height,
            resize,
            FilterOf(json),
            isNormalised ? Colours(json, "image_mean") : [0, 0, 0],
            isNormalised ? Colours(json, "image_std") : [1, 1, 1]);
    }

    /// <summary>Members of the description's <c>image</c>.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Members()
    {
        if (Width == Height)
        {
            yield return new("size", Width);
        }
        else
        {
            yield return new("width", Width);
            yield return new("height", Height);
        }

        yield return new("resize", Resize);
        yield return new("interpolation", Interpolation);
        yield return new("mean", new JsonArray([.. Mean.Select(static value => (JsonNode)value)]));
        yield return new("std", new JsonArray([.. Std.Select(static value => (JsonNode)value)]));
    }

    private static (int Width, int Height, string Resize) Size(JsonObject json)
    {
        var (sizes, crops) = (json["size"], json["crop_size"]);
        var shorter = Side(sizes, "shortest_edge");
        var size = (Width: Member(sizes, "width"), Height: Member(sizes, "height"));
        var crop = ClipJson.Flag(json["do_center_crop"]) == true
            ? (Width: Side(crops, "width") ?? shorter, Height: Side(crops, "height") ?? shorter)
            : default;
        if (size is { Width: { } width, Height: { } height } && (crop == default || crop == size))
            return (width, height, "squash");
        if (shorter is { } side && crop == (side, side))
            return (side, side, "crop");
        throw new PackRefusedException(
            $"'{File}' wants size {sizes?.ToJsonString() ?? "-"} and crop_size {crops?.ToJsonString() ?? "-"}; it can be a shortest_edge "
            + "with a centre crop of the same size, or a width and a height.");
    }

    /// <summary>A number stands for all sides of a square, as older exports have it.</summary>
    private static int? Side(JsonNode? sizes, string name) => ClipJson.Integer(sizes) ?? Member(sizes, name);

    private static int? Member(JsonNode? sizes, string name) => ClipJson.Integer(ClipJson.Member(sizes, name));

    /// <summary>Numbers of Pillow's filters.</summary>
    private static string FilterOf(JsonObject json) => ClipJson.Integer(json["resample"]) switch
    {
        3 => "bicubic",
        2 => "bilinear",
        var other => throw new PackRefusedException(
            $"'{File}' has resample {other?.ToString(CultureInfo.InvariantCulture) ?? "-"}; it can be 2 (bilinear) or 3 "
            + "(bicubic)."),
    };

    private static double[] Colours(JsonObject json, string name) =>
        json[name] is JsonArray { Count: 3 } values && values.All(static value => ClipJson.Number(value) is not null)
            ? [.. values.Select(static value => ClipJson.Number(value)!.Value)]
            : throw new PackRefusedException($"'{File}' has no three numbers in {name}.");
}
