using System.Text;

namespace Indexing.Vision.Embedding;

/// <summary>
/// The characters that are matched: 0-9, a-z and the space between words. Class 0 is the CTC blank, 1..36 the characters, 37 the space.
/// </summary>
public static class Alphabet
{
    /// <summary>Class of the CTC blank.</summary>
    public const int Blank = 0;

    /// <summary>Class of the space.</summary>
    public const int Space = 37;

    /// <summary>Number of classes.</summary>
    public const int Size = 38;

    /// <summary>Longest text that is encoded, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// Base letters of U+00C0 to U+017F, in order; a space where there is none. A table of our own because the program runs without ICU,
    /// where the runtime's Unicode normalisation leaves such letters composed.
    /// </summary>
    private const string LatinBaseLetters =
        "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll" +
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>
    /// Lower-cases, removes accents ("é" is matched as "e") and drops everything but 0-9 and a-z; runs of white space become one space.
    /// </summary>
    /// <returns>The text as it is matched; empty when nothing remains.</returns>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var letter = BaseLetter(c);
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
                result.Append(letter);
            else if (char.IsWhiteSpace(c) && result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>Class of a normalised character.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The character is not one of <see cref="Normalize"/>'s results.</exception>
    public static int ClassOf(char character) => character switch
    {
        >= '0' and <= '9' => 1 + character - '0',
        >= 'a' and <= 'z' => 11 + character - 'a',
        ' ' => Space,
        _ => throw new ArgumentOutOfRangeException(nameof(character), character, "Not a normalised character (0-9, a-z, space)."),
    };

    /// <summary>Character of a class 1..37.</summary>
    public static char CharacterOf(int value) => value switch
    {
        >= 1 and <= 10 => (char)('0' + value - 1),
        >= 11 and <= 36 => (char)('a' + value - 11),
        Space => ' ',
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not the class of a character (1..37)."),
    };

    /// <summary>Classes of a normalised text, cut at <see cref="MaxLength"/>.</summary>
    public static byte[] Encode(string normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        var classes = new byte[Math.Min(normalized.Length, MaxLength)];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = (byte)ClassOf(normalized[i]);
        return classes;
    }

    private static char BaseLetter(char character) => character switch
    {
        >= '\u00c0' and <= '\u017f' => LatinBaseLetters[character - '\u00c0'],
        >= '\uff01' and <= '\uff5e' => char.ToLowerInvariant((char)(character - 0xfee0)),
        _ => char.ToLowerInvariant(character),
    };
}
