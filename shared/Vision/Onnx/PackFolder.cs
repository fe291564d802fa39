using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Indexing.Vision.Onnx;

/// <summary>
/// The folder of a pack: its description, and files that are checked against their SHA-256 before they are used. Immutable.
/// </summary>
/// <param name="Root">Where it is.</param>
/// <param name="Id">Name and version of the pack.</param>
internal sealed record PackFolder(string Root, string Id)
{
    /// <summary>Kind of the packs that read words.</summary>
    public const string Words = "words";

    private const string DescriptionFile = "pack.json";

    /// <summary>Reads the description.</summary>
    /// <param name="directory">Absolute path, or a path relative to the program's directory.</param>
    /// <param name="kind">What <c>kind</c> in the description must say; a description without it is one of words.</param>
    /// <param name="setting">Option that names the directory, for messages.</param>
    /// <param name="type">How the description is read.</param>
    /// <returns>Where the folder is, and the description.</returns>
    /// <exception cref="ModelPackException">There is no such pack, or its description is not valid.</exception>
    public static (string Root, T Description) Describe<T>(string directory, string kind, string setting, JsonTypeInfo<T> type)
        where T : class
    {
        var path = Path.GetFullPath(directory, AppContext.BaseDirectory);
        var file = Path.Combine(path, DescriptionFile);
        if (!File.Exists(file))
            throw new ModelPackException($"No model pack at '{path}': pack.json is missing. Set {setting} to a pack's directory.");
        try
        {
            var bytes = File.ReadAllBytes(file);
            var found = KindOf(bytes);
            if (found != kind)
            {
                throw new ModelPackException(
                    $"'{file}' describes a pack of kind '{found}'; {setting} needs one of kind '{kind}'.");
            }

            return (path, JsonSerializer.Deserialize(bytes, type) ?? throw new ModelPackException($"'{file}' is empty."));
        }
        catch (JsonException e)
        {
            throw new ModelPackException($"'{file}' is not a valid pack description: {e.Message}", e);
        }
    }

    /// <summary>What is thrown when the content of the description breaks rules.</summary>
    public static ModelPackException Invalid(string path, string mistakes) =>
        new($"'{Path.Combine(path, DescriptionFile)}' is not a valid pack description: {mistakes}.");

    /// <summary>Where a pack was installed: beside the configured one, or with the program.</summary>
    /// <param name="configured">Directory of the configured pack, <c>MODELS/NAME/VERSION</c>; empty: there is none.</param>
    /// <param name="id">Id of the wanted pack.</param>
    /// <param name="setting">Option that names the directory, for messages.</param>
    /// <exception cref="ModelPackException">It lies neither there nor with the program.</exception>
    public static string Installed(string configured, string id, string setting)
    {
        var places = new List<string> { Path.Combine(AppContext.BaseDirectory, "models", id) };
        if (configured.Length > 0)
            places.Insert(0, Path.Combine(Path.GetFullPath(Path.Combine(configured, "..", ".."), AppContext.BaseDirectory), id));
        return places.Find(static place => File.Exists(Path.Combine(place, DescriptionFile)))
            ?? throw new ModelPackException(
                $"The model pack {id} is not at '{places[0]}'. Install it there, or set {setting} to where it is.");
    }

    /// <summary>Reads one file of the pack.</summary>
    /// <exception cref="ModelPackException">The file is missing or its SHA-256 differs from the description.</exception>
    public byte[] Read(NetworkFile file)
    {
        var path = Path.Combine(Root, file.File);
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
        if (actual != file.Sha256)
        {
            throw new ModelPackException(
                $"'{path}' of the model pack is damaged or replaced: SHA-256 {actual}, pack.json says {file.Sha256}.");
        }

        return bytes;
    }

    private static string KindOf(byte[] description)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        var root = JsonNode.Parse(description, documentOptions: options) as JsonObject;
        return root?["kind"] is JsonValue kind && kind.TryGetValue<string>(out var text) ? text : Words;
    }
}
