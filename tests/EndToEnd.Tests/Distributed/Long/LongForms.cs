using System.CommandLine;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>
/// The long forms of the fault tests: real numbers of pictures, measured times. Each prints a table, writes it to
/// <c>tests/EndToEnd.Tests/results</c> when it ran in its full size, and ends with 1 when something that must hold did not. To be run on a
/// quiet machine.
/// </summary>
internal static class LongForms
{
    public const int SoakMinutes = 60;

    private static readonly Dictionary<string, Func<LongRun, Task>> Forms = new()
    {
        ["chaos"] = ChaosForm.RunAsync,
        ["failing"] = FailingForm.RunAsync,
        ["killer"] = KillerForm.RunAsync,
        ["migration"] = MigrationForm.RunAsync,
        ["outage"] = OutageForm.RunAsync,
        ["restart"] = RestartForm.RunAsync,
        ["soak"] = SoakForm.RunAsync,
        ["throughput"] = ThroughputForm.RunAsync,
    };

    private static readonly Argument<string> Form = new("form") { Description = string.Join(", ", Forms.Keys) };

    private static readonly Option<int?> Pictures = new("--pictures")
    {
        Description = "Pictures instead of the form's own number; a trial, not kept.",
    };

    private static readonly Option<int> Minutes = new("--minutes")
    {
        Description = $"How long soak takes; default: {SoakMinutes}.",
        DefaultValueFactory = _ => SoakMinutes,
    };

    public static Task<int> RunAsync(string[] args)
    {
        Form.AcceptOnlyFromAmong([.. Forms.Keys]);
        var command = new RootCommand("dotnet run -c Release --project tests/EndToEnd.Tests -- --long FORM") { Form, Pictures, Minutes };
        command.SetAction(arguments => RunAsync(
            arguments.GetRequiredValue(Form), arguments.GetValue(Pictures), arguments.GetRequiredValue(Minutes), string.Join(' ', args)));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(string form, int? pictures, int minutes, string arguments)
    {
        var servers = new SharedServers();
        await servers.InitializeAsync();
        try
        {
            var run = new LongRun(servers, form, pictures, minutes, arguments);
            await Forms[form](run);
            return run.Close();
        }
        finally
        {
            await servers.DisposeAsync();
        }
    }
}
