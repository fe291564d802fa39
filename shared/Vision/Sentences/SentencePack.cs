using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>
/// Two networks with one vector space for pictures and sentences, and what must be known to use them, as described by <c>pack.json</c>
/// (see <see cref="SentencePackDescription"/>). Every file is checked against its SHA-256 before it is loaded. Immutable.
/// </summary>
public sealed class SentencePack
{
    private const string Kind = "sentence";
    private const string Setting = "Inference:SentencePack";

    private SentencePack(PackFolder folder, SentencePackDescription description) => (Folder, Description) = (folder, description);

    /// <summary>What <c>pack.json</c> says.</summary>
    public SentencePackDescription Description { get; }

    /// <summary>Name and version, for example <c>scene-sentence/1</c>; vectors of different packs are never compared.</summary>
    public string Id => Folder.Id;

    /// <summary>Where its files are.</summary>
    internal PackFolder Folder { get; }

    /// <summary>Where the sentence pack of an index lies: the configured one, or one that was installed beside it.</summary>
    /// <param name="configured">Directory of the configured pack, <c>MODELS/NAME/VERSION</c>; empty: there is none.</param>
    /// <param name="id">Id of the wanted pack, <c>NAME/VERSION</c>; <see langword="null"/>: the configured one.</param>
    /// <returns>A directory for <see cref="Open"/>; empty when none is configured and none is wanted.</returns>
    /// <exception cref="ModelPackException">It lies neither there nor with the program.</exception>
    public static string Locate(string configured, string? id)
    {
        ArgumentNullException.ThrowIfNull(configured);
        return id is null || (configured.Length > 0 && Open(configured).Id == id)
            ? configured
            : PackFolder.Installed(configured, id, Setting);
    }

    /// <summary>Reads and checks the description; the networks are read, and checked against it, later.</summary>
    /// <param name="directory">Absolute path, or a path relative to the program's directory.</param>
    /// <exception cref="ModelPackException">There is no such pack, or its description is not valid; names every mistake.</exception>
    public static SentencePack Open(string directory)
    {
        var (root, description) = PackFolder.Describe(
            directory, Kind, Setting, SentencePackJson.Default.SentencePackDescription);
        var mistakes = SentencePackRules.Mistakes(description);
        if (mistakes.Count > 0)
            throw PackFolder.Invalid(root, string.Join("; ", mistakes));
        return new SentencePack(new PackFolder(root, $"{description.Name}/{description.Version}"), description);
    }
}
