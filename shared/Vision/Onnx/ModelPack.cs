namespace Indexing.Vision.Onnx;

/// <summary>
/// The networks of one model generation and what must be known to use them, as described by <c>pack.json</c>.
/// Every file is checked against its SHA-256 before it is loaded. Immutable.
/// </summary>
public sealed class ModelPack
{
    private const string Setting = "Inference:ModelPack";

    private ModelPack(PackFolder folder, ModelPackDescription description) => (Folder, Description) = (folder, description);

    /// <summary>What <c>pack.json</c> says.</summary>
    public ModelPackDescription Description { get; }

    /// <summary>Name and version, for example <c>scene-text/1</c>; stored with every image that the pack read.</summary>
    public string Id => Folder.Id;

    /// <summary>Where its files are.</summary>
    internal PackFolder Folder { get; }

    /// <summary>Where the pack of an index lies: the configured one, or one that was installed beside it.</summary>
    /// <param name="configured">Directory of the configured pack, <c>MODELS/NAME/VERSION</c>, as for <see cref="Open"/>.</param>
    /// <param name="id">Id of the wanted pack, <c>NAME/VERSION</c>; <see langword="null"/>: the configured one.</param>
    /// <exception cref="ModelPackException">It lies neither there nor with the program.</exception>
    public static string Locate(string configured, string? id) =>
        id is null || Open(configured).Id == id ? configured : PackFolder.Installed(configured, id, Setting);

    /// <summary>Reads and checks the description; the networks are read later.</summary>
    /// <param name="directory">Absolute path, or a path relative to the program's directory.</param>
    /// <exception cref="ModelPackException">There is no such pack, or its description is not valid.</exception>
    public static ModelPack Open(string directory)
    {
        var (path, description) = PackFolder.Describe(directory, PackFolder.Words, Setting, ModelPackJson.Default.ModelPackDescription);
        NetworkDescription[] networks = [description.Detector, description.WordEncoder, description.TextTower];
        foreach (var network in networks)
            if (network.Mistake() is { } mistake)
                throw PackFolder.Invalid(path, mistake);
        return new ModelPack(new PackFolder(path, $"{description.Name}/{description.Version}"), description);
    }

    /// <summary>Reads one file of the pack.</summary>
    /// <exception cref="ModelPackException">The file is missing or its SHA-256 differs from the description.</exception>
    internal byte[] Read(NetworkFile network) => Folder.Read(network);
}
