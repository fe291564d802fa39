using Indexing.VectorStore;
using Indexing.Vision.Embedding;

namespace Indexing.Ingest.Migration;

/// <summary>
/// The words of a picture that cannot be read again, for another model's generation: posteriors are probabilities of letters and hold for
/// every model, their n-grams and concepts are made anew from them, and the spelling vector is that of the best reading as the new model
/// writes it. A word without any reading has no place in the new space and is left out.
/// </summary>
public sealed class CarriedWords(WordDescriber describer, QueryEncoder encoder)
{
    /// <summary>The records of the words that have a reading.</summary>
    public IReadOnlyList<WordRecord> Of(IReadOnlyList<StoredWord> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var carried = new List<WordRecord>(words.Count);
        foreach (var word in words)
        {
            var (text, _) = CtcDecoder.Decode(word.Posteriors.Span);
            if (text.Length is > 0 and <= Alphabet.MaxLength)
                carried.Add(describer.Describe(word, encoder.Encode(text), listed));
        }

        return carried;
    }
}
