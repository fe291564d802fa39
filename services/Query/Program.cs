using Indexing.Hosting;
using Indexing.Query;

try
{
    await using var server = Composition.Create(args);
    await server.RunAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } reasons)
{
    foreach (var reason in reasons)
        await Console.Error.WriteLineAsync($"error: {reason}");
    return StartFailure.ExitCode;
}
