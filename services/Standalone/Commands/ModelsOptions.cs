using System.CommandLine;
using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Commands;

/// <summary>Options that the commands of <c>models</c> share.</summary>
internal static class ModelsOptions
{
    public static Option<string> To(string what) => new("--to")
    {
        Description = $"{what}: its id (scene-text/3) or its directory (models/scene-text/3), beside the configured one.",
        Required = true,
        HelpName = "PACK",
    };

    public static Option<int> Settle() => CommonOptions.Number(
        "--settle",
        "Seconds without a new picture in the old generation after which all processes count as having followed the switch.",
        30, 0, 3600);

    /// <summary>A directory stands for the pack in it.</summary>
    public static string IdOf(string pack) =>
        Directory.Exists(Path.GetFullPath(pack, AppContext.BaseDirectory)) ? ModelPack.Open(pack).Id : pack;
}
