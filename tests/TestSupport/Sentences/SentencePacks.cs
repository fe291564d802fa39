using System.Text.Json.Nodes;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.TestSupport.Sentences;

/// <summary>Small sentence packs, made when a test needs them, and pictures that one of them understands.</summary>
public static class SentencePacks
{
    /// <summary>Id of the pack that knows colours.</summary>
    public const string ColoursId = "colours/1";

    /// <summary>Id of the pack that looks like CLIP.</summary>
    public const string ClipShapedId = "clip-shaped/1";

    /// <summary>The colour words that the first one knows.</summary>
    public static IReadOnlyList<string> Colours { get; } = [.. ColourPack.Colours.Select(static colour => colour.Name)];

    /// <summary>
    /// Makes a pack of the product's own form: "a red and blue picture" is nearest to a picture that is half red and half blue; with a map
    /// (8 x 8 cells, boxes, objectness) and word vectors.
    /// </summary>
    /// <param name="models">Folder of model packs.</param>
    /// <param name="change">Changes <c>pack.json</c>.</param>
    /// <returns>The pack's directory, <c>MODELS/colours/1</c>.</returns>
    public static string CreateColours(string models, Action<JsonObject>? change = null) =>
        Create(Path.Combine(models, ColoursId), ColourPack.Create, change);

    /// <summary>Makes a pack with the form of a CLIP export, its real tokenizer, and no knowledge.</summary>
    /// <param name="models">Folder of model packs.</param>
    /// <param name="change">Changes <c>pack.json</c>.</param>
    /// <returns>The pack's directory, <c>MODELS/clip-shaped/1</c>.</returns>
    public static string CreateClipShaped(string models, Action<JsonObject>? change = null) =>
        Create(Path.Combine(models, ClipShapedId), ClipShapedPack.Create, change);

    /// <summary>A picture of stripes side by side, one for each colour. The caller disposes it.</summary>
    public static DecodedImage Picture(params IReadOnlyList<string> colours) => Picture(320, 200, colours);

    /// <summary>The same as a PNG file.</summary>
    public static byte[] Png(params IReadOnlyList<string> colours)
    {
        using var picture = Picture(colours);
        return ImageAnnotator.Annotate(picture, [], PictureEncoding.Png);
    }

    /// <summary>A picture of stripes of a size.</summary>
    public static DecodedImage Picture(int width, int height, IReadOnlyList<string> colours)
    {
        var values = colours.Select(name => Array.Find(ColourPack.Colours, colour => colour.Name == name).Rgb
            ?? throw new ArgumentException($"'{name}' is none of the pack's colours.", nameof(colours))).ToList();
        var pixels = new byte[DecodedImage.Channels * width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var x = i / DecodedImage.Channels % width;
            pixels[i] = (byte)(127.5f * (1 + values[x * values.Count / width][i % DecodedImage.Channels]));
        }

        return DecodedImage.FromPixels(pixels, width, height);
    }

    private static string Create(string directory, Func<PackWriter, JsonObject> create, Action<JsonObject>? change)
    {
        Directory.CreateDirectory(directory);
        var description = create(new PackWriter(directory));
        change?.Invoke(description);
        File.WriteAllText(Path.Combine(directory, "pack.json"), description.ToJsonString());
        return directory;
    }
}
