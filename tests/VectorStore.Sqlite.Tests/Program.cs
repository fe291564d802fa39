using Xunit.MicrosoftTestingPlatform;

namespace Indexing.VectorStore.Sqlite.Tests;

/// <summary>The test runner, or the second process of <see cref="KilledProcessTests"/>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (WriterProcess.IsWanted)
        {
            await WriterProcess.WriteForeverAsync();
            return 0;
        }
        return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
    }
}
