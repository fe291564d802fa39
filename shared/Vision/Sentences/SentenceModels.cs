using System.Diagnostics.CodeAnalysis;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>
/// The sentence pack of an index and what is made of it, each part when it is first asked for; or nothing, when the index has words only.
/// Safe for concurrent use; disposes what it made.
/// </summary>
public sealed class SentenceModels : IDisposable
{
    private readonly SentencePack? _pack;
    private readonly Lazy<SceneEncoder> _scenes;
    private readonly Lazy<SentenceEncoder> _sentences;
    private readonly Lazy<WordVectors> _words;

    /// <summary>Opens the configured pack, if there is one.</summary>
    /// <param name="options">Where it is, and how networks are run.</param>
    /// <param name="device">What runs the image tower; asked for when that is.</param>
    /// <exception cref="ModelPackException">There is no such pack, or its description is not valid.</exception>
    public SentenceModels(InferenceOptions options, Func<InferenceDevice> device)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(device);
        _pack = options.SentencePack.Length == 0 ? null : SentencePack.Open(options.SentencePack);
        _scenes = new(() => new SceneEncoder(Pack, device()));
        _sentences = new(() => new SentenceEncoder(Pack, options));
        _words = new(() => WordVectorsReader.Read(Pack, () => Sentences));
    }

    /// <summary>Whether there is a sentence pack; without one every other member throws.</summary>
    [MemberNotNullWhen(true, nameof(_pack))]
    public bool Available => _pack is not null;

    /// <summary>Whether the pack has word vectors; <see langword="false"/> without a pack.</summary>
    public bool HasWords => _pack?.Description.WordVectors is not null;

    /// <summary>The pack.</summary>
    /// <exception cref="SentencePackMissingException">There is none.</exception>
    public SentencePack Pack => _pack ?? throw new SentencePackMissingException(
        "This index has words only: it has no sentence pack, which tells what pictures show. Set Inference:SentencePack to the directory "
        + "of one, for example models/scene-sentence/1, and index the pictures again.");

    /// <summary>The image tower, on the device of the networks that read pictures.</summary>
    /// <exception cref="SentencePackMissingException">There is no pack.</exception>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public SceneEncoder Scenes => _scenes.Value;

    /// <summary>The text tower, on the CPU.</summary>
    /// <exception cref="SentencePackMissingException">There is no pack.</exception>
    /// <exception cref="ModelPackException">The network is damaged or of another kind.</exception>
    public SentenceEncoder Sentences => _sentences.Value;

    /// <summary>The word vectors; where the pack has a prompt instead, the first caller waits until all words are encoded.</summary>
    /// <exception cref="SentencePackMissingException">There is no pack, or it has no words.</exception>
    /// <exception cref="ModelPackException">A file is damaged or of another form.</exception>
    public WordVectors Words => !Available || HasWords
        ? _words.Value
        : throw new SentencePackMissingException(
            $"The sentence pack {Pack.Id} has no word vectors. Add wordVectors to its pack.json: a list of words and a prompt, for example "
            + "'a photo of {}'.");

    /// <summary>How a cosine becomes a relevance.</summary>
    /// <exception cref="SentencePackMissingException">There is no pack.</exception>
    public SentenceCalibration Calibration => Pack.Description.Calibration;

    /// <summary>
    /// Loads the towers, and the word vectors where they are a file, so that nobody waits for them later; nothing without a pack.
    /// </summary>
    /// <exception cref="ModelPackException">A part of the pack is damaged or of another kind.</exception>
    public void Load()
    {
        if (!Available)
            return;
        _ = Scenes;
        _ = Sentences;
        if (_pack.Description.WordVectors?.Vectors is not null)
            _ = Words;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_scenes.IsValueCreated)
            _scenes.Value.Dispose();
        if (_sentences.IsValueCreated)
            _sentences.Value.Dispose();
    }
}
