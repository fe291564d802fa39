using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Vision;

/// <summary>
/// The packs that read a picture: one for its words and, where the index knows what pictures show, one for sentences. Immutable.
/// </summary>
/// <param name="Words">The pack that finds and reads words.</param>
/// <param name="Sentences">The pack that sees what a picture shows; <see langword="null"/>: the index has words only.</param>
public sealed record ModelSet(ModelPack Words, SentencePack? Sentences)
{
    private const char Separator = '+';
    private const string None = "none";

    /// <summary>
    /// Ids of both packs, <c>scene-text/2</c> or <c>scene-text/2+scene-sentence/1</c>; stored with every image that they read. What two
    /// sets made is never compared.
    /// </summary>
    public string Id => Join(Words.Id, Sentences?.Id);

    /// <summary>The ids of the packs in a set's id.</summary>
    /// <param name="id">As <see cref="Id"/>.</param>
    public static (string Words, string? Sentences) Split(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var at = id.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? (id, null) : (id[..at], id[(at + 1)..]);
    }

    /// <summary>
    /// The id of the set that is wanted in the place of another: <c>scene-text/3</c> keeps its sentence pack, <c>+clip/1</c> its words,
    /// <c>+none</c> leaves words only.
    /// </summary>
    /// <param name="wanted">One or both ids.</param>
    /// <param name="current">Id of the set in use.</param>
    public static string Change(string wanted, string current)
    {
        var (words, sentences) = Split(wanted);
        var (oldWords, oldSentences) = Split(current);
        return Join(words.Length > 0 ? words : oldWords, sentences ?? oldSentences);
    }

    /// <summary>Makes options name the packs of an index, which may be others than the configured ones.</summary>
    /// <param name="options">The configured options; changed.</param>
    /// <param name="id">Id of the index's set; <see langword="null"/>: the index is empty, and the configured packs begin it.</param>
    /// <exception cref="ModelPackException">A pack is neither the configured one nor installed beside it.</exception>
    public static void Locate(InferenceOptions options, string? id)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (id is null)
            return;
        var (words, sentences) = Split(id);
        options.ModelPack = ModelPack.Locate(options.ModelPack, words);
        options.SentencePack = sentences is null ? "" : SentencePack.Locate(options.SentencePack, sentences);
    }

    private static string Join(string words, string? sentences) =>
        sentences is null or None ? words : $"{words}{Separator}{sentences}";
}
