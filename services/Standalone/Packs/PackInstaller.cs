using System.Text.Json.Nodes;
using Indexing.Standalone.Packs.Clip;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Standalone.Packs;

/// <summary>
/// Installs a model pack into <c>MODELS/NAME/VERSION</c>, or leaves nothing behind: 1. fetches and unpacks an archive into a folder beside
/// the packs, 2. takes the pack's files, or makes a pack of a CLIP export, 3. gives it its name, 4. compares every file with its SHA-256,
/// 5. loads the networks and runs them, 6. moves the folder to its place.
/// </summary>
internal sealed class PackInstaller(PackLimits limits)
{
    /// <summary>Installs it.</summary>
    /// <returns>Where it lies now, and what was found.</returns>
    /// <exception cref="UsageException">There is no such folder, the name is taken, or the SHA-256 is missing.</exception>
    /// <exception cref="PackRefusedException">It is incomplete, damaged, or cannot be used.</exception>
    /// <exception cref="HttpRequestException">It cannot be fetched.</exception>
    public async Task<(string Directory, PackReport Report)> InstallAsync(PackRequest request, CancellationToken cancellationToken)
    {
        var address = PackAddress.IsOne(request.Source) ? PackAddress.Parse(request.Source) : null;
        RefuseWrong(request, address);
        var models = Path.GetFullPath(request.Models);
        // A dot keeps it out of the lists; beside the packs it is on their disk, so that moving it is one step.
        var staging = Path.Combine(models, $".adding-{Guid.NewGuid():N}");
        var pack = Directory.CreateDirectory(Path.Combine(staging, "pack")).FullName;
        try
        {
            // 1. fetch and unpack
            var source = await UnpackedAsync(request, address, staging, cancellationToken);

            // 2. take or make
            await TakeAsync(source, pack, request, cancellationToken);

            // 3. name
            var description = PackFiles.Describe(pack);
            var name = await NameAsync(pack, description, request.Name, cancellationToken);
            var target = Path.Combine(models, name.Name, name.Version);
            RefuseTaken(target, name);

            // 4. compare
            await PackFiles.VerifyAsync(pack, description, cancellationToken);

            // 5. run
            var report = await PackCheck.RunAsync(pack, name, cancellationToken);

            // 6. move
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            RefuseTaken(target, name);
            Directory.Move(pack, target);
            return (target, report);
        }
        catch (Exception e) when (e is ModelPackException or InferenceException or EmptySentenceException)
        {
            // Where it was tried is gone when the message is read.
            throw new PackRefusedException(e.Message.Replace(pack + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), e);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static void RefuseWrong(PackRequest request, Uri? address)
    {
        if (address is not null && request.Sha256 is null)
            throw new UsageException("A pack that is fetched needs --sha256 HEX: the SHA-256 that its publisher names for the archive.");
        if (address is null && !File.Exists(request.Source) && !Directory.Exists(request.Source))
            throw new UsageException($"There is no file or folder '{request.Source}'.");
        if (address is null && Directory.Exists(request.Source) && request.Sha256 is not null)
            throw new UsageException("--sha256 is that of an archive; the files of a folder have theirs in pack.json.");
        if (request.Words is { } words && !File.Exists(words))
            throw new UsageException($"There is no file '{words}'.");
    }

    private async Task<string> UnpackedAsync(PackRequest request, Uri? address, string staging, CancellationToken cancellationToken)
    {
        if (address is null && Directory.Exists(request.Source))
            return Path.GetFullPath(request.Source);
        var archive = Path.GetFullPath(request.Source);
        if (address is not null)
        {
            archive = Path.Combine(staging, "archive");
            await PackDownload.FetchAsync(address, archive, limits, cancellationToken);
        }

        if (request.Sha256 is { } wanted && await PackFiles.Sha256Async(archive, cancellationToken) is var actual && actual != wanted)
            throw new PackRefusedException($"'{request.Source}' has the SHA-256 {actual}, not {wanted}. Nothing was installed.");
        var unpacked = Path.Combine(staging, "unpacked");
        await new PackArchive(archive, unpacked, limits).UnpackAsync(cancellationToken);
        // An archive of a folder has that folder in it.
        return Directory.GetFileSystemEntries(unpacked) is [var only] && Directory.Exists(only) ? only : unpacked;
    }

    private static async Task TakeAsync(string source, string pack, PackRequest request, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(source, PackFiles.Description)))
        {
            var export = ClipExport.Find(source) ?? throw new PackRefusedException(
                $"'{request.Source}' has neither {PackFiles.Description} nor onnx/vision_model.onnx and onnx/text_model.onnx: it is no "
                + "model pack and no CLIP export.");
            await export.MakePackAsync(pack, request, cancellationToken);
            return;
        }

        if (request.Words is not null || request.Licence is not null)
            throw new UsageException($"--words and --licence are for exports without {PackFiles.Description}; this pack has its own.");
        var named = PackFiles.Named(PackFiles.Describe(source)).Select(static file => file.File);
        foreach (var file in named.Concat(PackFiles.NoticesOf(source)).Append(PackFiles.Description).Distinct())
        {
            var from = PackFiles.Locate(source, file);
            var to = Path.Combine(pack, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<PackName> NameAsync(
        string pack, JsonObject description, PackName? wanted, CancellationToken cancellationToken)
    {
        var (name, version) = (ClipJson.Text(description["name"]), ClipJson.Text(description["version"]));
        if (wanted is null)
        {
            return name is not null && version is not null && PackName.IsPart(name) && PackName.IsPart(version)
                ? new PackName(name, version)
                : throw new PackRefusedException(
                    $"The pack calls itself '{name}/{version}'; each must be {PackName.Allowed}. Give it another name with --name.");
        }

        if (wanted != new PackName(name ?? "", version ?? ""))
        {
            (description["name"], description["version"]) = (wanted.Name, wanted.Version);
            await File.WriteAllTextAsync(Path.Combine(pack, PackFiles.Description), ClipJson.Write(description), cancellationToken);
        }

        return wanted;
    }

    private static void RefuseTaken(string target, PackName name)
    {
        if (Path.Exists(target))
        {
            throw new UsageException(
                $"There is a pack {name.Id} already at '{target}'. Give this one another name (--name {name.Name}/OTHER); a pack is never "
                + "replaced, as vectors of different packs must not be compared.");
        }
    }
}
