namespace Indexing.VectorStore;

/// <summary>Which of a word's two vectors a question is about.</summary>
public enum WordSpace
{
    /// <summary><see cref="WordRecord.Lexical"/>: what is near is spelt alike.</summary>
    Lexical,

    /// <summary><see cref="WordRecord.Concept"/>: what is near means something alike. Words without such a vector are not found.</summary>
    Concept,
}
