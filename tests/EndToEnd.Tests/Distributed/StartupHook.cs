using System.Diagnostics;

/// <summary>
/// A picture that kills the process that works on it. Workers are started with DOTNET_STARTUP_HOOKS naming this assembly, so the product
/// needs no code for the test; the runtime looks for this name outside of any namespace.
/// </summary>
internal static class StartupHook
{
    public const string ImageVariable = "INDEXING_TEST_KILLED_BY";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(ImageVariable) is not { } killer)
            return;
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Indexing.Ingest",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.OperationName == "detect" && activity.Parent?.GetTagItem("indexing.image.id") as string == killer)
                    Process.GetCurrentProcess().Kill();
            },
        });
    }
}
