using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.FileSystem;

/// <summary>Reports every wrong root at once.</summary>
internal sealed class FileSystemBlobStoreOptionsValidator : IValidateOptions<FileSystemBlobStoreOptions>
{
    private const string Key = $"{FileSystemBlobStoreOptions.SectionName}:{nameof(FileSystemBlobStoreOptions.Roots)}";

    public ValidateOptionsResult Validate(string? name, FileSystemBlobStoreOptions options)
    {
        List<string> failures = [];
        if (options.Roots.Count == 0) failures.Add($"{Key} is empty: name at least one directory by its absolute path.");
        for (var i = 0; i < options.Roots.Count; i++)
        {
            var root = options.Roots[i];
            if (string.IsNullOrWhiteSpace(root) || !Path.IsPathFullyQualified(root) || root.Contains('\0'))
                failures.Add($"{Key}:{i} is '{root}': an absolute path of a directory is allowed, for example /srv/pictures.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
