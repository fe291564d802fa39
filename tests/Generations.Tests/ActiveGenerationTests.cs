using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Indexing.Generations.Tests;

public sealed class ActiveGenerationTests : IAsyncDisposable
{
    private const string Missing = "scene-text/9";
    private readonly ScriptedGenerations _generations = new();
    private IHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ActiveGeneration Active => _host!.Services.GetRequiredService<ActiveGeneration>();

    public async ValueTask DisposeAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    [Fact]
    public async Task Rent_Started_IsTheActiveGeneration()
    {
        await StartAsync();
        using var lease = Active.Rent();

        Assert.Equal("1", lease.Generation.Name);
        Assert.Equal("scene-text/2", lease.Services.GetRequiredService<Part>().Model);
    }

    [Fact]
    public async Task Switch_SeenAtTheNextLook_GivesNewWorkTheNewOneAndLetsOldWorkFinish()
    {
        await StartAsync();
        var old = Active.Rent();
        var resource = old.Services.GetRequiredService<Resource>();
        await SwitchAsync("2", "scene-text/3");

        using var next = Active.Rent();
        Assert.Equal("scene-text/3", next.Services.GetRequiredService<Resource>().Model);
        Assert.Equal("scene-text/2", old.Services.GetRequiredService<Part>().Model);
        Assert.False(resource.IsDisposed);

        old.Dispose();
        await UntilAsync(() => resource.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => old.Services);
    }

    [Fact]
    public async Task Switch_NobodyUsesTheOldOne_ClosesIt()
    {
        await StartAsync();
        Resource resource;
        using (var lease = Active.Rent())
            resource = lease.Services.GetRequiredService<Resource>();
        await SwitchAsync("2", "scene-text/3");

        await UntilAsync(() => resource.IsDisposed);
    }

    [Fact]
    public async Task Scope_AcrossASwitch_SeesOneGeneration()
    {
        await StartAsync();
        await using var scope = _host!.Services.CreateAsyncScope();
        var before = scope.ServiceProvider.GetRequiredService<Part>();
        await SwitchAsync("2", "scene-text/3");

        Assert.Same(before, scope.ServiceProvider.GetRequiredService<Part>());
        await using var later = _host.Services.CreateAsyncScope();
        Assert.Equal("scene-text/3", later.ServiceProvider.GetRequiredService<Part>().Model);
    }

    [Fact]
    public async Task Follow_OfWhatMustBeDisposed_IsRefused()
    {
        await StartAsync();
        await using var scope = _host!.Services.CreateAsyncScope();

        Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<Resource>());
    }

    [Fact]
    public async Task Store_OfTheProcess_IsThatOfTheGenerationInUse()
    {
        await StartAsync();
        var store = _host!.Services.GetRequiredService<IVectorStore>();
        Assert.Equal(["1"], await store.ListTenantsAsync(Cancellation));
        await SwitchAsync("2", "scene-text/3");

        Assert.Equal(["2"], await store.ListTenantsAsync(Cancellation));
    }

    [Fact]
    public async Task Model_KnownOnlyAfterTheFirstPicture_OpensNothingAnew()
    {
        _generations.Active = new Generation("1", null, GenerationRole.Active);
        await StartAsync();
        Part before;
        using (var lease = Active.Rent())
            before = lease.Services.GetRequiredService<Part>();
        await SwitchAsync("1", "configured");

        using var later = Active.Rent();
        Assert.Same(before, later.Services.GetRequiredService<Part>());
    }

    [Fact]
    public async Task Start_IndexAway_StartsAndRefusesUntilItAnswers()
    {
        _generations.Failure = new VectorStoreException("The server is away.", isTransient: true);
        await StartAsync();

        var refused = Assert.Throws<VectorStoreException>(() => Active.Rent());
        Assert.True(refused.IsTransient);
        Assert.Contains("away", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        _generations.Failure = null;
        await Active.FollowAsync(Cancellation);
        Active.Rent().Dispose();
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task IndexAway_LaterOn_ChangesNothing()
    {
        await StartAsync();
        _generations.Failure = new VectorStoreException("The server is away.", isTransient: true);
        await Active.FollowAsync(Cancellation);

        Active.Rent().Dispose();
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task Switch_ToAModelThatIsNotHere_WriterRefuses()
    {
        await StartAsync();
        await SwitchAsync("2", Missing);

        var refused = Assert.Throws<VectorStoreException>(() => Active.Rent());
        Assert.True(refused.IsTransient);
        Assert.Contains(Missing, refused.Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
    }

    [Fact]
    public async Task Switch_ToAModelThatIsNotHere_ReaderGoesOnWithTheFormer()
    {
        await StartAsync(goesOnWithFormer: true);
        await SwitchAsync("2", Missing);

        using var lease = Active.Rent();
        Assert.Equal("1", lease.Generation.Name);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());
    }

    [Fact]
    public async Task Switch_TakenBack_WorksAgain()
    {
        await StartAsync();
        await SwitchAsync("2", Missing);
        await SwitchAsync("1", "scene-text/2");

        using var lease = Active.Rent();
        Assert.Equal("1", lease.Generation.Name);
    }

    [Fact]
    public async Task Start_ModelThatIsNotHere_EndsTheProcess()
    {
        _generations.Active = new Generation("1", Missing, GenerationRole.Active);

        await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync());
    }

    private async Task StartAsync(bool goesOnWithFormer = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IGenerations>(_generations);
        builder.Services.AddGenerations([], new GenerationsOptions
        {
            Parts = static (parts, _, generation) => parts
                .AddSingleton(new Part(generation.Model ?? "configured"))
                .AddSingleton(_ => new Resource(generation.Model ?? "configured"))
                .AddHostedService<Loading>(),
            ModelOf = static parts => parts.GetRequiredService<Part>().Model,
            GoesOnWithFormer = goesOnWithFormer,
        }).Follow<Part>().Follow<Resource>();
        _host = builder.Build();
        await _host.StartAsync(Cancellation);
    }

    private Task SwitchAsync(string name, string model)
    {
        _generations.Active = new Generation(name, model, GenerationRole.Active);
        return Active.FollowAsync(Cancellation);
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await _host!.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation)).Status;

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition(); attempt++)
        {
            Assert.InRange(attempt, 0, 500);
            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>Loads a pack, if it is here.</summary>
    private sealed class Loading(Part part) : BackgroundService
    {
        public override Task StartAsync(CancellationToken cancellationToken) => part.Model == Missing
            ? throw new InvalidDataException($"The model pack {part.Model} is not here.")
            : base.StartAsync(cancellationToken);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
