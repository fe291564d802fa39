namespace Indexing.Vision.Sentences;

/// <summary>Cuts a text into the tokens of a text tower. Safe for concurrent use.</summary>
public interface ITokenizer
{
    /// <summary>The numbers of the tokens, those that begin and end every sentence included; neither cut nor padded.</summary>
    int[] Encode(string text);
}
