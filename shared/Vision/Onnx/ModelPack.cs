using System.Security.Cryptography;
using System.Text.Json;

namespace Indexing.Vision.Onnx;

/// <summary>
/// The networks of one model generation and what must be known to use them, as described by <c>pack.json</c>.
/// Every file is checked against its SHA-256 before it is loaded. Immutable.
/// </summary>
public sealed class ModelPack
{
    private const string DescriptionFile = "pack.json";

    private readonly string _directory;

    private ModelPack(string directory, ModelPackDescription description)
    {
        _directory = directory;
        Description = description;
    }

    /// <summary>What <c>pack.json</c> says.</summary>
    public ModelPackDescription Description { get; }

    /// <summary>Name and version, for example <c>scene-text/1</c>; stored with every image that the pack read.</summary>
    public string Id => $"{Description.Name}/{Description.Version}";

    /// <summary>Where the pack of an index lies: the configured one, or one that was installed beside it.</summary>
    /// <param name="configured">Directory of the configured pack, <c>MODELS/NAME/VERSION</c>, as for <see cref="Open"/>.</param>
    /// <param name="id">Id of the wanted pack, <c>NAME/VERSION</c>; <see langword="null"/>: the configured one.</param>
    /// <exception cref="ModelPackException">It lies neither there nor with the program.</exception>
    public static string Locate(string configured, string? id)
    {
        if (id is null || Open(configured).Id == id)
            return configured;
        var models = Path.GetFullPath(Path.Combine(configured, "..", ".."), AppContext.BaseDirectory);
        string[] places = [Path.Combine(models, id), Path.Combine(AppContext.BaseDirectory, "models", id)];
        return Array.Find(places, static place => File.Exists(Path.Combine(place, DescriptionFile)))
            ?? throw new ModelPackException(
                $"The model pack {id} is not at '{places[0]}'. Install it there, or set Inference:ModelPack to where it is.");
    }

    /// <summary>Reads and checks the description; the networks are read later.</summary>
    /// <param name="directory">Absolute path, or a path relative to the program's directory.</param>
    /// <exception cref="ModelPackException">There is no such pack, or its description is not valid.</exception>
    public static ModelPack Open(string directory)
    {
        var path = Path.GetFullPath(directory, AppContext.BaseDirectory);
        var file = Path.Combine(path, DescriptionFile);
        if (!File.Exists(file))
        {
            throw new ModelPackException(
                $"No model pack at '{path}': pack.json is missing. Set Inference:ModelPack to a pack's directory.");
        }

        try
        {
            var description = JsonSerializer.Deserialize(File.ReadAllBytes(file), ModelPackJson.Default.ModelPackDescription);
            if (description is null)
                throw new ModelPackException($"'{file}' is empty.");
            NetworkDescription[] networks = [description.Detector, description.WordEncoder, description.TextTower];
            foreach (var network in networks)
                if (network.Mistake() is { } mistake)
                    throw new ModelPackException($"'{file}' is not a valid pack description: {mistake}.");
            return new ModelPack(path, description);
        }
        catch (JsonException e)
        {
            throw new ModelPackException($"'{file}' is not a valid pack description: {e.Message}", e);
        }
    }

    /// <summary>Reads one file of the pack.</summary>
    /// <exception cref="ModelPackException">The file is missing or its SHA-256 differs from the description.</exception>
    internal byte[] Read(NetworkFile network)
    {
        var path = Path.Combine(_directory, network.File);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException e)
        {
            throw new ModelPackException($"'{path}' of the model pack cannot be read: {e.Message}", e);
        }

        var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (actual != network.Sha256)
        {
            throw new ModelPackException(
                $"'{path}' of the model pack is damaged or replaced: SHA-256 {actual}, pack.json says {network.Sha256}.");
        }

        return bytes;
    }
}
