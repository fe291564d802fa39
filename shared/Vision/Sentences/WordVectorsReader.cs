using System.Runtime.InteropServices;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>Makes the word vectors of a pack.</summary>
internal static class WordVectorsReader
{
    /// <summary>Reads them, or makes them with the text tower, which takes as long as encoding every word.</summary>
    /// <param name="pack">A pack that has word vectors.</param>
    /// <param name="sentences">Its text tower; called only where the pack has no file of the vectors.</param>
    /// <exception cref="ModelPackException">A file is missing, damaged or of another form.</exception>
    public static WordVectors Read(SentencePack pack, Func<SentenceEncoder> sentences)
    {
        var description = pack.Description.WordVectors!;
        var words = TokenizerText.Lines(pack.Folder.Read(description.Words));
        var numbers = description.Vectors is { } vectors
            ? Floats(pack, vectors, words.Count)
            : Encoded(words, description.Prompt!, sentences());
        try
        {
            return new WordVectors(words, numbers);
        }
        catch (ArgumentException e)
        {
            throw new ModelPackException($"The word vectors of the pack {pack.Id} cannot be used: {e.Message}", e);
        }
    }

    private static float[] Floats(SentencePack pack, NetworkFile file, int words)
    {
        var bytes = pack.Folder.Read(file);
        var count = words * pack.Description.Dimension;
        if (bytes.Length == count * sizeof(float))
            return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        if (bytes.Length != count * 2)
        {
            throw new ModelPackException(
                $"'{file.File}' of the pack {pack.Id} has {bytes.Length} bytes, which are no {words} vectors of "
                + $"{pack.Description.Dimension} 16-bit or 32-bit floats. Use the files of one pack.");
        }

        var halves = MemoryMarshal.Cast<byte, Half>(bytes);
        var floats = new float[count];
        for (var i = 0; i < count; i++)
            floats[i] = (float)halves[i];
        return floats;
    }

    private static float[] Encoded(List<string> words, string prompt, SentenceEncoder sentences)
    {
        var numbers = new float[words.Count * sentences.Dimension];
        for (var i = 0; i < words.Count; i++)
        {
            sentences.Encode(prompt.Replace("{}", words[i], StringComparison.Ordinal))
                .CopyTo(numbers.AsSpan(i * sentences.Dimension));
        }

        return numbers;
    }
}
