using System.Globalization;
using Indexing.VectorStore.Backup;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Sqlite;
using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>Shows what was backed up or restored.</summary>
internal static class BackupView
{
    public static void WriteMade(BackupManifest manifest, string folder, TimeSpan elapsed) => Terminal.Output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Describe(manifest)}, {manifest.TotalBytes() / 1e6:0.0} MB, backed up to {folder} in {elapsed.TotalSeconds:0.0} s."));

    public static void Write(RestoredIndex restored, IndexDirectory index)
    {
        Terminal.Output.WriteLine($"{Describe(restored.Manifest)}, restored to {index.Path}. {Moment(restored.Manifest)}");
        if (restored.MovedTo is { } old)
            Terminal.Output.WriteLine($"What was there is now {old}.");
        if (restored.StrayPictures > 0)
            Terminal.Remarks.WriteLine(
                $"{restored.StrayPictures} uploaded pictures are found but not shown: their addresses name {restored.Manifest.Source}. "
                + "Restore to that folder to see them.");
    }

    public static void Write(RestoredCollections restored)
    {
        Terminal.Output.WriteLine(
            $"{Describe(restored.Manifest)}, restored as generation {restored.Generation}. {Moment(restored.Manifest)}");
        if (restored.Incomplete.Count == 0)
            return;
        Terminal.Output.WriteLine(
            "Words are missing of these pictures; announce them again (tenant, id, version, words there of words counted):");
        foreach (var image in restored.Incomplete)
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{image.Key.Tenant}\t{image.Key.ImageId}\t{image.Version}\t{image.Found}/{image.Expected}"));
    }

    private static string Describe(BackupManifest manifest) => string.Join("; ", manifest.Generations.Select(generation => string.Create(
        CultureInfo.InvariantCulture, $"Generation {generation.Name}: {generation.Images} images with {generation.Words} words")));

    private static string Moment(BackupManifest manifest) =>
        $"It is the index of {manifest.CreatedAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}; index again what came later.";
}
