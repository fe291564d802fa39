using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Indexing.BlobStore.AzureBlob;

/// <summary>Reports everything that is wrong with the account and the containers at once; never the secrets themselves.</summary>
internal sealed partial class AzureBlobStoreOptionsValidator : IValidateOptions<AzureBlobStoreOptions>
{
    private const string Section = AzureBlobStoreOptions.SectionName;

    public ValidateOptionsResult Validate(string? name, AzureBlobStoreOptions options)
    {
        List<string> failures = [.. Account(options), .. Containers(options.Containers)];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Account(AzureBlobStoreOptions options)
    {
        var (connection, service) = (options.ConnectionString.Length > 0, options.ServiceUri.Length > 0);
        if (!connection && !service)
            yield return $"{Section}:ConnectionString (or ConnectionStrings:blobs) and {Section}:ServiceUri are empty: give one of them.";
        if (connection && service)
            yield return $"{Section}:ConnectionString and {Section}:ServiceUri are both given: give one of them.";
        if (connection && !IsConnectionString(options.ConnectionString))
            yield return $"{Section}:ConnectionString (or ConnectionStrings:blobs; its value is secret) is no connection string of a "
                + "storage account: allowed is what the Azure portal shows under 'Access keys', "
                + "for example DefaultEndpointsProtocol=https;AccountName=...;AccountKey=...";
        if (service && !IsServiceUri(options.ServiceUri))
            yield return $"{Section}:ServiceUri is '{options.ServiceUri.Split('?')[0]}': an https address of a blob service is allowed, "
                + "for example https://account.blob.core.windows.net/ (plain http only with a shared access signature on this machine).";
    }

    private static IEnumerable<string> Containers(IList<string> containers)
    {
        for (var i = 0; i < containers.Count; i++)
            if (!ContainerName().IsMatch(containers[i]))
                yield return $"{Section}:Containers:{i} is '{containers[i]}': the name of a container is allowed, "
                    + "3 to 63 lower-case letters, digits and single hyphens.";
    }

    private static bool IsConnectionString(string value)
    {
        try
        {
            _ = new BlobServiceClient(value);
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsServiceUri(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && BlobService.HasSignature(uri)));

    [GeneratedRegex(@"^(?:(?=.{3,63}\z)[a-z0-9]+(?:-[a-z0-9]+)*|\$root|\$web)\z")]
    private static partial Regex ContainerName();
}
