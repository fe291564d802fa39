using System.Text.RegularExpressions;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// What the captions of a picture name: the words, as runs of a-z and 0-9, that are in the sentence pack's list of visual words. That list
/// was made in training from WordNet's nouns and adjectives, so that no dictionary is needed here; forms (dog, dogs) are different words.
/// </summary>
internal static partial class CaptionWords
{
    /// <summary>The words of one picture, each once, in the order of the captions.</summary>
    /// <param name="captions">Its captions.</param>
    /// <param name="isVisual">Whether a word is in the pack's list.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> captions, Func<string, bool> isVisual) =>
    [
        .. captions.SelectMany(static caption => Word().Matches(caption.ToLowerInvariant())).Select(static match => match.Value)
            .Where(isVisual).Distinct(StringComparer.Ordinal),
    ];

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Word();
}
