using System.Diagnostics;
using Indexing.TestSupport.Servers;

namespace Indexing.BlobStore.AzureBlob.Tests;

/// <summary>Answers and silences of a service in trouble, as the port's outcomes.</summary>
public sealed class AzureBlobStoreFailureTests
{
    private static readonly Uri Blob = AzuriteFixture.Address("pictures", "a.jpg");
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(404, "BlobNotFound", OpenBlobStatus.NotFound)]
    [InlineData(404, "ContainerNotFound", OpenBlobStatus.NotFound)]
    [InlineData(400, "InvalidResourceName", OpenBlobStatus.NotFound)]
    [InlineData(403, "AuthorizationPermissionMismatch", OpenBlobStatus.Forbidden)]
    [InlineData(403, "InsufficientAccountPermissions", OpenBlobStatus.Forbidden)]
    public async Task OpenAsync_AnswerAboutTheBlob_IsAnOutcome(int status, string code, OpenBlobStatus expected)
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Status(status, code));
        Assert.Equal(expected, (await Store(service).OpenAsync(Blob, Cancellation)).Status);
    }

    [Theory]
    [InlineData(401, "NoAuthenticationInformation", false)]
    [InlineData(403, "AuthenticationFailed", false)]
    [InlineData(403, "AuthorizationFailure", false)]
    [InlineData(403, "AccountIsDisabled", false)]
    [InlineData(400, "InvalidHeaderValue", false)]
    [InlineData(409, "BlobArchived", false)]
    [InlineData(409, "ContainerBeingDeleted", true)]
    [InlineData(412, "ConditionNotMet", true)]
    [InlineData(408, "RequestTimeout", true)]
    [InlineData(429, "TooManyRequests", true)]
    [InlineData(500, "InternalError", true)]
    [InlineData(503, "ServerBusy", true)]
    public async Task OpenAsync_AnswerAboutTheService_IsAFailure(int status, string code, bool isTransient)
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Status(status, code));
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => Store(service).OpenAsync(Blob, Cancellation));
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Contains(code == "BlobArchived" ? "archived" : code, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AccountKey", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_ServiceInTrouble_IsAskedAsOftenAsTheOptionsSay()
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Status(500, "InternalError"));
        await Assert.ThrowsAsync<BlobStoreException>(() => Store(service, options => options.Retries = 2).OpenAsync(Blob, Cancellation));
        Assert.Equal(3, service.Requests);
    }

    [Fact]
    public async Task OpenAsync_SilentService_FailsTransientlyAndNotAsACancellation()
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Silence);
        var error = await Assert.ThrowsAsync<BlobStoreException>(
            () => Store(service, options => options.Timeout = Short).OpenAsync(Blob, Cancellation).WaitAsync(Patience));
        Assert.True(error.IsTransient);
        Assert.Contains("AzureBlob:Timeout", error.Message, StringComparison.Ordinal);
        Assert.IsNotType<OperationCanceledException>(error.InnerException, exactMatch: false);
    }

    [Fact]
    public async Task OpenAsync_ServiceThatAsksForAnHoursPatience_GivesUpWithinTheLimit()
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Status(503, "ServerBusy", retryAfterSeconds: 3600));
        var store = Store(service, options => (options.Retries, options.Timeout) = (2, Short));
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.OpenAsync(Blob, Cancellation).WaitAsync(Patience));
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Read_ServiceThatStopsInTheMiddle_FailsTransientlyAndNotAsACancellation()
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Stall);
        var store = Store(service, options => options.Timeout = Short);
        // On a machine that is busy enough the limit may pass while opening, which is the same failure.
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => FetchAsync(store).WaitAsync(Patience));
        Assert.True(error.IsTransient);
        Assert.IsNotType<OperationCanceledException>(error.InnerException, exactMatch: false);
    }

    [Fact]
    public async Task OpenAsync_CallerCancelsWhileWaiting_IsACancellation()
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Silence);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var opening = Store(service, options => options.Timeout = Long).OpenAsync(Blob, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task Read_CallerCancelsWhileWaiting_IsACancellation()
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Stall);
        var store = Store(service, options => options.Timeout = Long);
        await using var content = (await store.OpenAsync(Blob, Cancellation)).Content!;
        await content.ReadExactlyAsync(new byte[10], Cancellation);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = content.ReadExactlyAsync(new byte[10], source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task OpenAsync_DeadPort_FailsLongBeforeTheTimeout()
    {
        var connection = $"AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:{LoopbackPorts.Free()}/a;";
        var store = AzuriteFixture.Open(connection, options => options.Timeout = Long);
        var clock = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => store.OpenAsync(Blob, Cancellation));
        Assert.True(error.IsTransient);
        TestContext.Current.SendDiagnosticMessage("A dead port failed after {0}.", clock.Elapsed);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience);
    }

    [Theory]
    [InlineData(404, "ContainerNotFound")]
    [InlineData(403, "AuthorizationPermissionMismatch")]
    public async Task CheckAsync_NoContainersListedAndCredentialsKnown_ReturnsQuietly(int status, string code)
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Status(status, code));
        await Store(service).CheckAsync(Cancellation);
        Assert.Equal(1, service.Requests);
    }

    [Theory]
    [InlineData(503, "ServerBusy", true)]
    [InlineData(403, "AuthenticationFailed", false)]
    public async Task CheckAsync_ServiceInTrouble_FailsAfterOneTry(int status, string code, bool isTransient)
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Status(status, code));
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => Store(service).CheckAsync(Cancellation));
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal(1, service.Requests);
    }

    [Fact]
    public async Task CheckAsync_SilentService_FailsWithinItsOwnTimeout()
    {
        await using var service = await BrokenService.StartAsync(BrokenService.Silence);
        var store = Store(service, options => options.Timeout = Long);
        var error = await Assert.ThrowsAsync<BlobStoreException>(
            () => store.CheckAsync(Cancellation).WaitAsync(Patience));
        Assert.True(error.IsTransient);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task FetchAsync(AzureBlobStore store)
    {
        await using var content = (await store.OpenAsync(Blob, Cancellation)).Content!;
        await content.CopyToAsync(Stream.Null, Cancellation);
    }

    private static AzureBlobStore Store(BrokenService service, Action<AzureBlobStoreOptions>? change = null) =>
        AzuriteFixture.Open(service.ConnectionString, options =>
        {
            options.Timeout = Long;
            options.Retries = 0;
            change?.Invoke(options);
        });
}
