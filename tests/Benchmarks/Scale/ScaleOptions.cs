using System.CommandLine;

namespace Indexing.Benchmarks.Scale;

/// <summary>Options that several commands have.</summary>
internal static class ScaleOptions
{
    /// <summary>Pictures of a calibration round.</summary>
    public const int RoundPictures = 80;

    public static readonly Option<string> Pictures = new("--pictures")
    {
        Required = true,
        Description = "Folder of real photographs, 160 or more; half of them calibrate, the other half is predicted.",
    };

    public static readonly Option<int> Repetitions = new("--repetitions")
    {
        DefaultValueFactory = _ => 5,
        Description = "Rounds of calibration and, where there are any, of each run.",
    };

    public static readonly Option<string> Out = new("--out") { Description = "File that gets the calibration, for 'scale predict'." };
}
