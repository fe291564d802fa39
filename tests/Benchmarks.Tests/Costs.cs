using Indexing.Benchmarks.Scale.Model;

namespace Indexing.Benchmarks.Tests;

/// <summary>Pictures of known cost.</summary>
internal static class Costs
{
    public static readonly PictureCost Nothing = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>60 ms of processor time in all, 6 ms of waiting.</summary>
    public static readonly PictureCost Ordinary = new(0.001, 0.001, 0.005, 0.02, 0.02, 0.01, 0.002, 0.004, 0.002, 0.001);

    /// <summary>Three times the work.</summary>
    public static readonly PictureCost Large = Ordinary with { Decode = 0.02, Detect = 0.06, Embed = 0.06, Describe = 0.035 };
}
