using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.Http;

/// <summary>Reports every wrong host at once.</summary>
internal sealed class HttpBlobStoreOptionsValidator : IValidateOptions<HttpBlobStoreOptions>
{
    private const string Key = $"{HttpBlobStoreOptions.SectionName}:{nameof(HttpBlobStoreOptions.AllowedHosts)}";

    public ValidateOptionsResult Validate(string? name, HttpBlobStoreOptions options)
    {
        List<string> failures = [];
        for (var i = 0; i < options.AllowedHosts.Count; i++)
            if (!AllowedHost.TryParse(options.AllowedHosts[i], out _))
                failures.Add($"{Key}:{i} is '{options.AllowedHosts[i]}': a host (images.example.org), all hosts below a name "
                    + "(*.example.org), either with a port (:8443) or with http:// before it, is allowed.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
