using Indexing.Hosting;
using Indexing.Worker;

try
{
    await using var worker = Composition.Create(args);
    await worker.RunAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } reasons)
{
    foreach (var reason in reasons)
        await Console.Error.WriteLineAsync($"error: {reason}");
    return StartFailure.ExitCode;
}
