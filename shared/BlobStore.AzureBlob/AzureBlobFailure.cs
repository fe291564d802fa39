using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;

namespace Indexing.BlobStore.AzureBlob;

/// <summary>What the errors of the Azure SDK mean for a reader of blobs.</summary>
/// <remarks>
/// Status codes and names: https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2. A refusal that concerns the
/// whole account (a wrong or expired key, a network rule) is a failure of the store, not an answer about one blob: taken as
/// <see cref="OpenBlobStatus.Forbidden"/> it would reject every picture announced while a key is being exchanged.
/// </remarks>
internal static class AzureBlobFailure
{
    private static readonly string[] Misnamed =
        [BlobErrorCode.InvalidResourceName.ToString(), BlobErrorCode.InvalidUri.ToString(), BlobErrorCode.OutOfRangeInput.ToString()];

    private static readonly string[] OfTheAccount =
    [
        BlobErrorCode.AuthenticationFailed.ToString(), BlobErrorCode.InvalidAuthenticationInfo.ToString(),
        BlobErrorCode.NoAuthenticationInformation.ToString(), BlobErrorCode.AuthorizationFailure.ToString(),
        BlobErrorCode.AccountIsDisabled.ToString(), BlobErrorCode.AuthorizationSourceIPMismatch.ToString(),
        BlobErrorCode.AuthorizationProtocolMismatch.ToString(),
    ];

    /// <summary>The expected outcome behind an error, or <see langword="null"/> when the store failed.</summary>
    internal static OpenBlobStatus? Outcome(RequestFailedException error) => error.Status switch
    {
        404 => OpenBlobStatus.NotFound,
        400 when Misnamed.Contains(error.ErrorCode) => OpenBlobStatus.NotFound,
        403 when !OfTheAccount.Contains(error.ErrorCode) => OpenBlobStatus.Forbidden,
        _ => null,
    };

    /// <summary>Whether an exception comes from the service or the way to it, and not from a defect.</summary>
    internal static bool IsOfTheStore(Exception error) => error
        is RequestFailedException or AggregateException or OperationCanceledException or IOException or HttpRequestException
        or AuthenticationFailedException;

    /// <summary>The port's exception for a failure of the store.</summary>
    /// <param name="error">An exception of the SDK that the caller's token did not cause.</param>
    /// <param name="account">Address of the service, for the message.</param>
    internal static BlobStoreException Translate(Exception error, Uri account)
    {
        var service = $"The blob service {account.GetLeftPart(UriPartial.Path)}";
        // After several tries the SDK throws all their errors; the last one says how it is now.
        var last = error is AggregateException several ? several.Flatten().InnerExceptions[^1] : error;
        return last switch
        {
            RequestFailedException { Status: > 0 } answer => Translate(answer, service),
            OperationCanceledException => Failure($"{service} did not answer in time. Check its load and the network, "
                + $"or raise {AzureBlobStoreOptions.SectionName}:Timeout.", isTransient: true),
            AuthenticationFailedException => Failure($"{service} could not be asked: this process got no identity ({FirstLine(last)}). "
                + "Give it a workload or managed identity, or configure a connection string.", isTransient: true),
            _ => Failure($"{service} cannot be reached: {FirstLine(last)} Check that it runs and that the network leads to it.", true),
        };

        BlobStoreException Failure(string message, bool isTransient) =>
            new(message, isTransient, last is OperationCanceledException ? null : error);
    }

    private static BlobStoreException Translate(RequestFailedException answer, string service) => answer.Status switch
    {
        401 or 403 => new($"{service} refused the credentials of this process ({Reason(answer)}). Correct or renew "
            + $"{AzureBlobStoreOptions.SectionName}:ConnectionString, ConnectionStrings:blobs or the role of the identity, "
            + "and check the account's network rules.", isTransient: false, answer),
        404 => new($"{service} no longer has the blob that was being read.", isTransient: true, answer),
        408 or 429 or >= 500 =>
            new($"{service} is overloaded or in trouble ({Reason(answer)}). It is worth another try later.", isTransient: true, answer),
        409 when answer.ErrorCode == BlobErrorCode.BlobArchived.ToString() =>
            new($"{service} has archived the blob. Move it to an online tier to read it.", isTransient: false, answer),
        409 or 412 => new($"{service} says the blob is being changed ({Reason(answer)}).", isTransient: true, answer),
        _ => new($"{service} refused the request ({Reason(answer)}).", isTransient: false, answer),
    };

    private static string Reason(RequestFailedException answer) => $"{answer.Status} {answer.ErrorCode}".TrimEnd();

    private static string FirstLine(Exception error) => error.Message.Split('\n', 2)[0].TrimEnd();
}
