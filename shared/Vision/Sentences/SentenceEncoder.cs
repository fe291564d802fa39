using Indexing.Vision.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Indexing.Vision.Sentences;

/// <summary>
/// The text tower: a sentence becomes a vector in the space of the pictures, so that their cosine tells how well it describes them. Runs on
/// the CPU whatever the device of the other networks (see <see cref="InferenceOptions.Device"/>). Safe for concurrent use.
/// </summary>
public sealed class SentenceEncoder : IDisposable
{
    /// <summary>
    /// Characters of a sentence that are read: no tower has positions for more words, and merging byte pairs takes time with the square
    /// of a word's length.
    /// </summary>
    public const int MaxCharacters = 1024;

    private const int UnknownWord = WordTokenizer.Unknown;

    private readonly SentencePack _pack;
    private readonly TextTowerDescription _description;
    private readonly TokenizerDescription _tokens;
    private readonly OnnxNetwork _network;
    private readonly ITokenizer _tokenizer;

    /// <summary>Loads the network and the tokenizer, and runs them once.</summary>
    /// <exception cref="ModelPackException">A file is damaged, of another kind, or does not fit the pack's description.</exception>
    public SentenceEncoder(SentencePack pack, InferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        (_pack, _description, _tokens) = (pack, pack.Description.Text, pack.Description.Tokenizer);
        _tokenizer = TokenizerReader.Read(pack);
        var type = IsWide ? TensorElementType.Int64 : TensorElementType.Int32;
        var signature = new NetworkSignature(_description.Input, [_description.Output], type, shape => [shape.Batch, shape.Width])
        {
            Mistake = (session, _) => Mistake(session),
        };
        _network = OnnxNetwork.Load(pack.Folder, _description, InferenceDevice.ForQueries(options), signature);
        try
        {
            Check();
        }
        catch
        {
            _network.Dispose();
            throw;
        }
    }

    /// <summary>Dimension of the vectors.</summary>
    public int Dimension => _pack.Description.Dimension;

    /// <summary>In what the network computes.</summary>
    public Precision Precision => _network.Precision;

    private bool IsWide => _description.ElementType == "int64";

    /// <summary>Encodes a sentence.</summary>
    /// <param name="sentence">
    /// Text in the pack's language. What goes beyond the tower's positions is cut off, the end mark kept; so is what goes beyond
    /// <see cref="MaxCharacters"/>.
    /// </param>
    /// <returns>Unit-length vector of the pack's dimension, owned by the caller.</returns>
    /// <exception cref="EmptySentenceException">The sentence is empty, or none of its words is known to the tower.</exception>
    /// <exception cref="InferenceException">The tower gave no vector.</exception>
    public float[] Encode(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var numbers = _tokenizer.Encode(sentence.Length > MaxCharacters ? sentence[..MaxCharacters] : sentence);
        if (!SaysSomething(numbers))
        {
            throw new EmptySentenceException(
                $"Nothing of the sentence is known to the text tower of {_pack.Id}. Describe the picture with ordinary words, for example "
                + "'a brown dog runs on the beach'.");
        }

        using var output = Run(numbers);
        var vector = output.GetTensorDataAsSpan<float>().ToArray();
        TowerOutput.Finish(_pack, _description.File, vector);
        return vector;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private bool SaysSomething(int[] numbers)
    {
        var from = _tokens.Start is null ? 0 : 1;
        var to = numbers.Length - (_tokens.End is null ? 0 : 1);
        for (var i = from; i < to; i++)
            if (_tokenizer is not WordTokenizer || numbers[i] != UnknownWord)
                return true;
        return false;
    }

    /// <summary>The first <see cref="TextTowerDescription.Length"/> numbers, the end mark always among them, and padding.</summary>
    private (long[] Numbers, long[] Mask) Padded(int[] numbers)
    {
        var (padded, mask) = (new long[_description.Length], new long[_description.Length]);
        var count = Math.Min(numbers.Length, padded.Length);
        for (var i = 0; i < padded.Length; i++)
            (padded[i], mask[i]) = i < count ? (numbers[i], 1) : (_tokens.Pad, 0);
        if (_tokens.End is { } end && numbers.Length > padded.Length)
            padded[^1] = end;
        return (padded, mask);
    }

    private OrtValue Run(int[] numbers)
    {
        var (padded, mask) = Padded(numbers);
        using var input = Tensor(padded);
        using var attention = _description.AttentionMask is null ? null : Tensor(mask);
        var session = _network.SessionFor(new NetworkShape(1, padded.Length, 1));
        string[] names = attention is null ? [_description.Input] : [_description.Input, _description.AttentionMask!];
        OrtValue[] inputs = attention is null ? [input] : [input, attention];
        // One output: the collection needs no disposal beside it.
        return session.Run(_network.RunOptions, names, inputs, [_description.Output])[0];
    }

    private OrtValue Tensor(long[] values) => IsWide
        ? OrtValue.CreateTensorValueFromMemory(values, [1, values.Length])
        : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, static value => (int)value), [1, values.Length]);

    private void Check()
    {
        try
        {
            using var output = Run(_tokenizer.Encode("a photo of a dog"));
            TowerOutput.Check(_pack, _description.File, _description.Output, output);
        }
        catch (OnnxRuntimeException e)
        {
            throw TowerOutput.Misfit(
                _pack, _description.File, $"does not run with {_description.Length} tokens ({e.Message}); correct text in pack.json", e);
        }
    }

    private string? Mistake(InferenceSession session)
    {
        var type = IsWide ? typeof(long) : typeof(int);
        var mask = _description.AttentionMask;
        return TowerRules.OfInputs(session, mask is null ? [_description.Input] : [_description.Input, mask])
            ?? TowerRules.OfInput(session, _description.Input, type, 1, _description.Length)
            ?? (mask is null ? null : TowerRules.OfInput(session, mask, type, 1, _description.Length))
            ?? TowerRules.OfOutput(session, _description.Output, 1, Dimension);
    }
}
