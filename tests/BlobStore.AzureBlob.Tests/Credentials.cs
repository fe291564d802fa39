using Azure.Storage.Sas;

namespace Indexing.BlobStore.AzureBlob.Tests;

/// <summary>Stores that ask the same Azurite with other credentials.</summary>
internal sealed class Credentials(AzuriteFixture azurite)
{
    internal AzureBlobStore WithWrongKey()
    {
        var wrongKey = Convert.ToBase64String(new byte[64]);
        var parts = azurite.ConnectionString.Split(';')
            .Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? $"AccountKey={wrongKey}" : part);
        return AzuriteFixture.Open(string.Join(';', parts), options => options.Containers.Add("pictures"));
    }

    internal AzureBlobStore WithSignature(string container, BlobContainerSasPermissions permissions)
    {
        var signed = azurite.Container(container).GenerateSasUri(permissions, DateTimeOffset.MaxValue.AddYears(-1));
        var service = new UriBuilder(signed) { Path = "/devstoreaccount1" }.Uri;
        return AzuriteFixture.Open("", options =>
        {
            options.ServiceUri = service.ToString();
            options.Containers.Add("pictures");
        });
    }
}
