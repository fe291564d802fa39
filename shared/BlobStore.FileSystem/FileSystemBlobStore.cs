using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace Indexing.BlobStore.FileSystem;

/// <summary>
/// Reads pictures by <c>file:</c> addresses, only below the configured roots:
/// <list type="number">
/// <item>the address must be a plain local path: no host, no query, no encoded separator;</item>
/// <item>the path is made canonical, all symbolic links resolved, and must lie below a canonical root;</item>
/// <item>it must be a regular file: opening a FIFO would wait for a writer, reading a device never end;</item>
/// <item>after opening, the path of what was really opened is checked again, so that exchanging a directory for a link in between gains
/// nothing.</item>
/// </list>
/// </summary>
/// <remarks>Safe for concurrent use. Linux: the checks use its file descriptors.</remarks>
public sealed class FileSystemBlobStore : IBlobStore
{
    private readonly AllowedRoots _roots;

    /// <summary>Creates the store.</summary>
    /// <param name="options">The roots.</param>
    public FileSystemBlobStore(IOptions<FileSystemBlobStoreOptions> options) => _roots = new AllowedRoots(options.Value.Roots);

    /// <inheritdoc/>
    public bool CanOpen(Uri uri) => uri.IsAbsoluteUri && uri.Scheme == Uri.UriSchemeFile;

    /// <inheritdoc/>
    public Task<OpenBlobResult> OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (!CanOpen(uri)) throw new ArgumentException($"Not an absolute file: address: {uri}.", nameof(uri));
        // A network mount may keep the caller waiting in any of these system calls.
        return Task.Run(() => Open(uri), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (_roots.FindMissing() is { } root) throw Away(root);
        },
        cancellationToken);

    private OpenBlobResult Open(Uri uri)
    {
        // 1. a plain local path
        if (!FileAddress.TryGetPath(uri, out var path)) return Without(OpenBlobStatus.Forbidden);
        // 2. canonical and below a root
        var canonical = LinuxFile.Resolve(path, out var problem);
        if (canonical is null) return Explain(path, problem);
        if (!_roots.Contain(canonical)) return Without(OpenBlobStatus.Forbidden);
        // 3. a regular file
        if (!LinuxFile.IsRegular(canonical)) return Without(OpenBlobStatus.Forbidden);
        // 4. and the same after opening
        var file = LinuxFile.Open(canonical, out problem);
        return file is null ? Explain(path, problem) : Check(file, path);
    }

    private OpenBlobResult Check(SafeFileHandle file, string path)
    {
        if (!LinuxFile.IsRegular(file) || LinuxFile.PathOf(file) is not { } opened || !_roots.Contain(opened))
        {
            file.Dispose();
            return Without(OpenBlobStatus.Forbidden);
        }
        var content = new FileBlobStream(new FileStream(file, FileAccess.Read), path);
        return new OpenBlobResult { Status = OpenBlobStatus.Opened, Content = content, Length = content.Length };
    }

    /// <summary>An expected outcome, or a failure of the file system. What lies outside of the roots is not said to be missing.</summary>
    private OpenBlobResult Explain(string path, Errno problem)
    {
        if (problem.IsMissing) return Missing(path);
        if (problem.IsRefusal) return Without(OpenBlobStatus.Forbidden);
        throw new BlobStoreException($"{path} could not be opened: {problem.Text}.", problem.IsTransient);
    }

    private OpenBlobResult Missing(string path)
    {
        if (_roots.FindFor(path) is not { } root) return Without(OpenBlobStatus.Forbidden);
        if (Directory.Exists(root)) return Without(OpenBlobStatus.NotFound);
        throw Away(root);
    }

    private static BlobStoreException Away(string root) => new(
        $"The root {root} does not exist. Mount the volume or correct {FileSystemBlobStoreOptions.SectionName}:Roots.", isTransient: true);

    private static OpenBlobResult Without(OpenBlobStatus status) => new() { Status = status };
}
