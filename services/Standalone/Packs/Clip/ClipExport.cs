using System.Text.Json.Nodes;

namespace Indexing.Standalone.Packs.Clip;

/// <summary>
/// A CLIP export as it is published for transformers.js: <c>onnx/vision_model.onnx</c>, <c>onnx/text_model.onnx</c>,
/// <c>preprocessor_config.json</c>, <c>tokenizer.json</c> or <c>vocab.json</c> and <c>merges.txt</c>, and often <c>config.json</c>.
/// </summary>
internal sealed class ClipExport
{
    private const string Vision = "vision_model";
    private const string Text = "text_model";

    /// <summary>
    /// CLIP clips exp(logit_scale) to 100 and reaches that in training (Radford et al. 2021, section 2.5). Exports do not keep the trained
    /// number: logit_scale_init_value of config.json is where training began.
    /// </summary>
    private const double LogitScale = 100;

    /// <summary>
    /// Cosines of CLIP lie between 0 and 0.4 (Hessel et al. 2021, CLIPScore, section 3). Assumed, not fitted: 0.24 counts as an even bet,
    /// 0.30 as 0.95 and 0.18 as 0.05. Ranking within the sentence channel does not depend on it, the mix with words does.
    /// </summary>
    private static readonly JsonObject Calibration = new() { ["slope"] = 50.0, ["intercept"] = -12.0, ["threshold"] = 0.4 };

    private readonly string _folder;
    private readonly string _networks;

    private ClipExport(string folder, string networks) => (_folder, _networks) = (folder, networks);

    /// <summary>Looks whether a folder holds such an export.</summary>
    /// <returns>The export; <see langword="null"/> when none of its networks is there.</returns>
    public static ClipExport? Find(string folder)
    {
        string[] places = [Path.Combine(folder, "onnx"), folder];
        var networks = Array.Find(places, static place => File.Exists(NetworkIn(place, Vision)) || File.Exists(NetworkIn(place, Text)));
        return networks is null ? null : new ClipExport(folder, networks);
    }

    /// <summary>Makes a pack of it.</summary>
    /// <param name="target">Folder that becomes the pack; it is there and empty.</param>
    /// <param name="request">What it shall be called, and what its files do not tell.</param>
    /// <param name="cancellationToken">Ends it; what is there stays.</param>
    /// <exception cref="PackRefusedException">A file is missing, or the model is of a kind that cannot be used.</exception>
    public async Task MakePackAsync(string target, PackRequest request, CancellationToken cancellationToken)
    {
        var config = ClipJson.Read(_folder, "config.json");
        var name = request.Name ?? ClipCard.NameOf(config, request);
        var pixels = ClipPixels.Of(ClipJson.Read(_folder, "preprocessor_config.json")
            ?? throw ClipJson.Missing("preprocessor_config.json"));
        var tokenizer = ClipTokenizer.Of(_folder, config);
        var vision = ClipTower.OfPictures(Locate(Vision), pixels);
        var text = ClipTower.OfSentences(Locate(Text), tokenizer, ClipTokenizer.LengthOf(_folder, config));
        if (vision.Dimension != text.Dimension)
        {
            throw new PackRefusedException(
                $"'{Vision}.onnx' gives {vision.Dimension} numbers and '{Text}.onnx' {text.Dimension}: they are no towers of one space. "
                + "Take an export of both with their projections.");
        }

        var copy = new ClipFiles(_networks, target);
        var description = new JsonObject
        {
            ["name"] = name.Name,
            ["version"] = name.Version,
            ["kind"] = "sentence",
            ["licence"] = request.Licence ?? ClipCard.LicenceOf(_folder) ?? "unknown",
            ["dimension"] = vision.Dimension,
            ["normalised"] = vision.IsUnit && text.IsUnit,
            ["logitScale"] = LogitScale,
            ["image"] = await copy.NetworkAsync(Vision, [.. vision.Members(), .. pixels.Members()], cancellationToken),
            ["text"] = await copy.NetworkAsync(Text, text.Members(), cancellationToken),
            ["tokenizer"] = await copy.TokenizerAsync(tokenizer, cancellationToken),
            ["calibration"] = Calibration.DeepClone(),
        };
        if (request.Words is { } words)
            description["wordVectors"] = await copy.WordsAsync(words, cancellationToken);
        foreach (var notice in PackFiles.NoticesOf(_folder))
            File.Copy(PackFiles.Locate(_folder, notice), Path.Combine(target, notice));
        await File.WriteAllTextAsync(Path.Combine(target, PackFiles.Description), ClipJson.Write(description), cancellationToken);
    }

    private static string NetworkIn(string place, string name) => Path.Combine(place, $"{name}.onnx");

    private string Locate(string name)
    {
        var path = PackFiles.Locate(_networks, $"{name}.onnx");
        return File.Exists($"{path}_data") || File.Exists($"{path}.data")
            ? throw new PackRefusedException(
                $"'{name}.onnx' keeps its weights in a second file, which cannot be used. Take an export with one file for each tower.")
            : path;
    }
}
