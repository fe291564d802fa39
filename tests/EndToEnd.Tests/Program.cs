using Indexing.EndToEnd.Tests.Distributed.Long;
using Xunit.MicrosoftTestingPlatform;

namespace Indexing.EndToEnd.Tests;

/// <summary>The test runner, or with <c>--long</c> the long forms of the fault tests.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is ["--long", .. var rest]
        ? LongForms.RunAsync(rest)
        : TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}
