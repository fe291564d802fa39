using System.Text.Json;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Sentences;

/// <summary>Makes the tokenizer of a pack.</summary>
internal static class TokenizerReader
{
    /// <summary>Reads and checks its files.</summary>
    /// <exception cref="ModelPackException">A file is missing, damaged or of another form.</exception>
    public static ITokenizer Read(SentencePack pack)
    {
        var description = pack.Description.Tokenizer;
        if (description.Kind == "words")
        {
            return new WordTokenizer(
                TokenizerText.Lines(pack.Folder.Read(description.Words!)), description.Start, description.End);
        }

        var merges = TokenizerText.Lines(pack.Folder.Read(description.Merges!));
        return new BpeTokenizer(
            Vocabulary(pack, description.Vocabulary!), merges, description.Start, description.End, description.Lowercase);
    }

    private static Dictionary<string, int> Vocabulary(SentencePack pack, NetworkFile file)
    {
        try
        {
            return JsonSerializer.Deserialize(pack.Folder.Read(file), SentencePackJson.Default.DictionaryStringInt32)
                ?? throw new ModelPackException($"'{file.File}' of the pack {pack.Id} is empty.");
        }
        catch (JsonException e)
        {
            throw new ModelPackException(
                $"'{file.File}' of the pack {pack.Id} is no vocabulary, which is one JSON object of tokens and numbers: {e.Message}", e);
        }
    }
}
