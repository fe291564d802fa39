namespace Indexing.Benchmarks.Scale.Model;

/// <summary>How many times as much processor time each stage takes when so many cores are busy instead of one.</summary>
/// <param name="Cores">Busy cores at which it was measured; 1: not measured.</param>
/// <param name="Fetch">Of fetching.</param>
/// <param name="Decode">Of decoding.</param>
/// <param name="Detect">Of the detector.</param>
/// <param name="Embed">Of the word encoder.</param>
/// <param name="Describe">Of describing.</param>
/// <param name="Replace">Of storing.</param>
/// <param name="Message">Of everything between two pictures.</param>
internal sealed record StageSlowdown(
    int Cores, double Fetch, double Decode, double Detect, double Embed, double Describe, double Replace, double Message)
{
    /// <summary>Cores that do not disturb each other.</summary>
    public static readonly StageSlowdown None = new(1, 1, 1, 1, 1, 1, 1, 1);
}
