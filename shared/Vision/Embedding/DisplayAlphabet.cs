namespace Indexing.Vision.Embedding;

/// <summary>The characters that are shown: class 0 is the CTC blank, 1..95 are printable ASCII from the space on.</summary>
public static class DisplayAlphabet
{
    /// <summary>Number of classes.</summary>
    public const int Size = 96;

    private const int FirstCharacter = ' ';

    /// <summary>Reads a path: merges repeats and drops blanks.</summary>
    /// <param name="classes">The most probable class of each frame.</param>
    public static string Read(ReadOnlySpan<byte> classes)
    {
        Span<char> text = stackalloc char[classes.Length];
        var (length, previous) = (0, (byte)Alphabet.Blank);
        foreach (var value in classes)
        {
            if (value != previous && value != Alphabet.Blank)
                text[length++] = (char)(FirstCharacter + value - 1);
            previous = value;
        }

        return text[..length].Trim(' ').ToString();
    }
}
