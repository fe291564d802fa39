using Indexing.Standalone.Packs.Clip;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Configuration;

namespace Indexing.Standalone.Packs;

/// <summary>Where packs lie: beside the configured ones and with the program, <c>MODELS/NAME/VERSION</c>.</summary>
internal static class InstalledPacks
{
    /// <summary>The folder that packs are installed in unless the command says otherwise: where the product looks for them first.</summary>
    public static string DefaultFolder()
    {
        var options = Options();
        return options.SentencePack.Length > 0 ? FolderOf(options.SentencePack) : Path.Combine(AppContext.BaseDirectory, "models");
    }

    /// <summary>Id of the configured word pack; <see langword="null"/> when there is none.</summary>
    public static string? ConfiguredWords()
    {
        try
        {
            return ModelPack.Open(Options().ModelPack).Id;
        }
        catch (ModelPackException)
        {
            return null;
        }
    }

    /// <summary>Every pack of every folder, by id; the first of two with one id is the one that is used.</summary>
    public static IReadOnlyList<InstalledPack> List()
    {
        var options = Options();
        var folders = new List<string> { FolderOf(options.ModelPack), Path.Combine(AppContext.BaseDirectory, "models") };
        if (options.SentencePack.Length > 0)
            folders.Insert(0, FolderOf(options.SentencePack));
        return [.. folders.Distinct(StringComparer.Ordinal).Where(Directory.Exists).SelectMany(In).DistinctBy(static pack => pack.Id)
            .OrderBy(static pack => pack.Id, StringComparer.Ordinal)];
    }

    /// <summary>The packs of a folder.</summary>
    public static IEnumerable<InstalledPack> In(string models) =>
        from name in Directory.EnumerateDirectories(models)
        where PackName.IsPart(Path.GetFileName(name))
        from version in Directory.EnumerateDirectories(name)
        where File.Exists(Path.Combine(version, PackFiles.Description))
        select Read(version, $"{Path.GetFileName(name)}/{Path.GetFileName(version)}");

    /// <summary>Size of all files of a pack, in bytes.</summary>
    public static long SizeOf(string directory) =>
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Sum(static file => new FileInfo(file).Length);

    private static InstalledPack Read(string directory, string id)
    {
        var bytes = SizeOf(directory);
        try
        {
            return new InstalledPack(
                id, PackCheck.KindOf(directory), ClipJson.Text(PackFiles.Describe(directory)["licence"]) ?? "", bytes, directory);
        }
        catch (PackRefusedException)
        {
            return new InstalledPack(id, null, "", bytes, directory);
        }
    }

    private static InferenceOptions Options()
    {
        var configuration = new ConfigurationManager();
        Composition.AddSettings(configuration);
        return configuration.GetSection(InferenceOptions.SectionName).Get<InferenceOptions>() ?? new InferenceOptions();
    }

    private static string FolderOf(string pack) => Path.GetFullPath(Path.Combine(pack, "..", ".."), AppContext.BaseDirectory);
}
