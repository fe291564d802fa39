using Indexing.Standalone.Packs.Clip;

namespace Indexing.Standalone.Packs;

/// <summary>Proves that a pack can be used, by using it.</summary>
internal static class PackCheck
{
    /// <summary>Opens it and runs its networks on the CPU.</summary>
    /// <param name="directory">The pack.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PackRefusedException">It cannot be used.</exception>
    /// <exception cref="Vision.Onnx.ModelPackException">It cannot be used.</exception>
    public static Task<PackReport> RunAsync(string directory, PackName name, CancellationToken cancellationToken) =>
        KindOf(directory) switch
        {
            PackKind.Words => WordPackCheck.RunAsync(directory, name, cancellationToken),
            _ => SentencePackCheck.RunAsync(directory, name, cancellationToken),
        };

    /// <summary>What the pack in a folder is for.</summary>
    /// <exception cref="PackRefusedException">It says something that is not known.</exception>
    public static PackKind KindOf(string directory) => ClipJson.Text(PackFiles.Describe(directory)["kind"]) switch
    {
        null or "words" => PackKind.Words,
        "sentence" => PackKind.Sentences,
        var other => throw new PackRefusedException($"The pack is of kind '{other}', which this version does not know."),
    };
}
