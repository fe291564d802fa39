using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Indexing.Standalone.Evaluation;

/// <summary>A word image whose concepts are known, as each method sees it.</summary>
/// <param name="Text">What is written, normalised.</param>
/// <param name="Concepts">Numbers of its concepts.</param>
/// <param name="Combined">The product's concept vector; empty when it says that the word means nothing.</param>
/// <param name="Direct">The network's own concept vector.</param>
/// <param name="Reading">What is read, normalised.</param>
internal sealed record ConceptWord(string Text, IReadOnlyList<int> Concepts, float[] Combined, float[] Direct, string Reading)
{
    private const int HeldOutPercent = 5;

    /// <summary>Whether the training never saw the word: told by the hash of its letters (shared/training, lexicon.py).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Deals words out to two heaps; nothing is protected by it.")]
    public bool IsUnseen =>
        Convert.ToUInt32(Convert.ToHexString(SHA1.HashData(Encoding.ASCII.GetBytes(Text)))[..8], 16) % 100 < HeldOutPercent;
}
