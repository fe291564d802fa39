using System.Diagnostics;
using System.Globalization;
using System.Text;
using Indexing.TestSupport.Servers;

namespace Indexing.EndToEnd.Tests.Distributed.Long;

/// <summary>One run of a long form and the table that it makes.</summary>
internal sealed class LongRun(SharedServers servers, string form, int? pictures, int minutes, string arguments)
{
    private readonly StringBuilder _table = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _failed;

    public SharedServers Servers => servers;

    public int Minutes => minutes;

    /// <summary>Smaller than the form's own size: printed, and not kept as a result.</summary>
    private bool IsTrial => pictures is not null || minutes < LongForms.SoakMinutes;

    /// <summary>Waiting for longer than this is a failure of its own.</summary>
    public static TimeSpan Patience => TimeSpan.FromMinutes(30);

    /// <summary>The number that was asked for, or the form's own.</summary>
    public int Pictures(int normal) => pictures ?? normal;

    public Task<Cluster> ClusterAsync(string name) => Cluster.CreateAsync(servers, $"{form}-{name}");

    /// <summary>A line of the table about something that must hold.</summary>
    public void Must(string what, bool holds, FormattableString measured)
    {
        _failed |= !holds;
        Row(what, FormattableString.Invariant(measured), holds ? "yes" : "**NO**");
    }

    /// <summary>A line of the table that only tells.</summary>
    public void Note(string what, FormattableString measured) => Row(what, FormattableString.Invariant(measured), "");

    /// <summary>The books: nothing lost, doubled, unexpected or wrongly buried.</summary>
    public void Must(LedgerReport report, int indexed)
    {
        Must("confirmed pictures are accounted for, once, and as published", report.IsClean, $"{report}");
        Must("all healthy pictures are indexed", report.Indexed == indexed, $"{report.Indexed} of {indexed}");
        if (!report.IsClean)
            Console.Error.WriteLine(report.Findings());
    }

    /// <summary>Prints the table, keeps it unless this was a trial, and returns the exit code.</summary>
    public int Close()
    {
        var text = $"""
            # {form}

                dotnet run -c Release --project tests/EndToEnd.Tests -- --long {arguments}

            {Machine()}, commit {Commit()}, {_clock.Elapsed.TotalMinutes.ToString("0.0", CultureInfo.InvariantCulture)} minutes in all.

            | | measured | holds |
            |---|---|---|
            {_table.ToString().TrimEnd()}

            """;
        Console.WriteLine(text);
        if (!IsTrial)
        {
            Directory.CreateDirectory(Checkout.File("tests/EndToEnd.Tests/results"));
            File.WriteAllText(Checkout.File($"tests/EndToEnd.Tests/results/{form}.md"), text);
        }

        return _failed ? 1 : 0;
    }

    private void Row(string what, string measured, string holds)
    {
        _table.Append(CultureInfo.InvariantCulture, $"| {what} | {measured} | {holds} |\n");
        Console.Error.WriteLine($"{_clock.Elapsed:hh\\:mm\\:ss} {what}: {measured} {holds}");
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo")
            .First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        return $"{model}, {Environment.ProcessorCount} cores, .NET {Environment.Version}";
    }

    /// <summary>Of the checkout, with a note when its product differs from it.</summary>
    private static string Commit()
    {
        static string Git(params string[] command)
        {
            var start = new ProcessStartInfo("git", command) { WorkingDirectory = Checkout.Root, RedirectStandardOutput = true };
            using var git = Process.Start(start)!;
            return git.StandardOutput.ReadToEnd().Trim();
        }

        return Git("rev-parse", "--short", "HEAD") + (Git("status", "--porcelain", "shared", "services").Length > 0 ? " with changes" : "");
    }
}
