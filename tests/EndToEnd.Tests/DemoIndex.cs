namespace Indexing.EndToEnd.Tests;

/// <summary>An index of the demo's pictures, made once for the tests that only read it.</summary>
public sealed class DemoIndex : IAsyncLifetime
{
    internal Workplace Workplace { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Workplace.AddDemoPictures();
        using var run = await Workplace.RunAsync(0, "index", "pictures", "--tag", "demo");
    }

    public ValueTask DisposeAsync()
    {
        Workplace.Dispose();
        return ValueTask.CompletedTask;
    }
}
