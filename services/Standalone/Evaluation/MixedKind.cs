namespace Indexing.Standalone.Evaluation;

/// <summary>What kind of question a query of <see cref="MixedQueries"/> is.</summary>
internal enum MixedKind
{
    /// <summary>A word that is written in a picture.</summary>
    Word,

    /// <summary>Such a word with one typing error.</summary>
    Typo,

    /// <summary>A piece of four or five characters of such a word.</summary>
    Part,

    /// <summary>A concept that such a word has.</summary>
    Concept,

    /// <summary>Two words of one picture.</summary>
    Several,

    /// <summary>
    /// Something that no picture shows: letters of a noun in another order, or a noun that has nothing to do with any word.
    /// </summary>
    Nothing,
}
