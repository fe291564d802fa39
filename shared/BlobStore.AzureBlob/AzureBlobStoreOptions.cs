using System.ComponentModel.DataAnnotations;

namespace Indexing.BlobStore.AzureBlob;

/// <summary>Which Azure storage account is read, and how. Section <c>AzureBlob</c>.</summary>
public sealed class AzureBlobStoreOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "AzureBlob";

    /// <summary>
    /// Connection string of the storage account, with an account key or a shared access signature. When this and <see cref="ServiceUri"/>
    /// are empty, <c>ConnectionStrings:blobs</c> is taken.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Address of the blob service instead of a connection string, for example <c>https://account.blob.core.windows.net/</c>. With a
    /// shared access signature as its query that is used; without one the process's own identity (workload or managed identity,
    /// environment, developer sign-in; see DefaultAzureCredential).
    /// </summary>
    public string ServiceUri { get; set; } = "";

    /// <summary>
    /// Containers that may be read; empty: every container the credentials can read. A container that does not exist yet is no error of
    /// configuration.
    /// </summary>
    public IList<string> Containers { get; } = [];

    /// <summary>
    /// Longest wait for an answer or for the next bytes of one, per try, 0.1 s to 5 minutes. Opening, or one read, takes at
    /// most this times 1 + <see cref="Retries"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00", ErrorMessage = "AzureBlob:Timeout must be between {1} and {2}.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Further tries of one request at once, 0..10, a fraction of a second apart. They bridge a broken connection; an outage is waited for
    /// by the caller.
    /// </summary>
    [Range(0, 10, ErrorMessage = "AzureBlob:Retries is not allowed; it must be between {1} and {2}.")]
    public int Retries { get; set; } = 2;
}
