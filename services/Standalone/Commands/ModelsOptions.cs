using System.CommandLine;
using Indexing.Vision;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Commands;

/// <summary>Options that the commands of <c>models</c> share.</summary>
internal static class ModelsOptions
{
    public static Option<string> To(string what) => new("--to")
    {
        Description = $"{what}: its id (scene-text/3) or its directory (models/scene-text/3), beside the configured one. With what "
            + "pictures show: scene-text/3+scene-sentence/1; +clip/1 changes that only, +none leaves words only.",
        Required = true,
        HelpName = "PACK",
    };

    public static Option<int> Settle() => CommonOptions.Number(
        "--settle",
        "Seconds without a new picture in the old generation after which all processes count as having followed the switch.",
        30, 0, 3600);

    /// <summary>A directory stands for the pack in it.</summary>
    public static string IdOf(string packs)
    {
        var (words, sentences) = ModelSet.Split(packs);
        var id = IsDirectory(words) ? ModelPack.Open(words).Id : words;
        return sentences is null ? id : $"{id}+{(IsDirectory(sentences) ? SentencePack.Open(sentences).Id : sentences)}";
    }

    private static bool IsDirectory(string pack) => pack.Length > 0 && Directory.Exists(Path.GetFullPath(pack, AppContext.BaseDirectory));
}
