using System.CommandLine;
using System.Globalization;
using Indexing.Ingest.Migration;
using Indexing.Standalone.Migration;

namespace Indexing.Standalone.Commands;

/// <summary><c>models migrate</c>: builds, verifies and switches to the next generation.</summary>
internal static class ModelsMigrateCommand
{
    private static readonly Option<string> Index = CommonOptions.Index();

    private static readonly Option<string> To = ModelsOptions.To("The model pack to read with");

    private static readonly Option<int> Parallel = CommonOptions.Number(
        "--parallel", "Pictures in hand at a time; default: the number of cores.", Environment.ProcessorCount, 1, 256);

    private static readonly Option<double> Rate = new("--rate")
    {
        Description = "Most pictures a second, so that others keep their share of the machine; 0: no limit.",
        DefaultValueFactory = _ => 0,
        HelpName = "N",
    };

    private static readonly Option<string> Part = new("--part")
    {
        Description = "Builds one part of N only, for instance 1/8: several processes share the work. Ends before the switch.",
        DefaultValueFactory = _ => "1/1",
        HelpName = "I/N",
    };

    private static readonly Option<string?> Golden = new("--golden")
    {
        Description = "Questions that must be answered as before, JSON lines {\"query\":..,\"images\":[..]}; without it they are drawn "
            + "from the index.",
        HelpName = "FILE",
    };

    private static readonly Option<double?> Tolerance = CommonOptions.Score(
        "--tolerance", "By how much recall@10 of the new generation may be lower; default: 0.005.");

    private static readonly Option<bool> Carry = new("--carry")
    {
        Description = "Pictures that cannot be read again (gone, damaged) keep the words that the former model read. Without it, one such "
            + "picture keeps the new generation from becoming active.",
    };

    private static readonly Option<int> Settle = ModelsOptions.Settle();

    public static Command Create()
    {
        var command = new Command(
            "migrate",
            "Reads every picture again with another model pack, beside the active generation; verifies that what is found now is found "
            + "then; switches in one step. Repeat the command after an interruption: it goes on where it stopped.")
        {
            To, Index, Rate, Parallel, Part, Golden, Tolerance, Carry, Settle,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (part, parts) = ReadPart(arguments.GetRequiredValue(Part));
        var rate = arguments.GetValue(Rate);
        if (rate is not (>= 0 and <= 1e6))
            throw new UsageException($"--rate is {rate}; allowed are 0 to 1000000 pictures a second.");
        var options = new MigrationOptions
        {
            Copy = new CopyOptions { Parallel = arguments.GetValue(Parallel), Rate = rate, Part = part - 1, Parts = parts },
            Golden = arguments.GetValue(Golden) is { } file ? GoldenFile.Read(file) : null,
            Carries = arguments.GetValue(Carry),
            Settle = TimeSpan.FromSeconds(arguments.GetValue(Settle)),
        };
        if (arguments.GetValue(Tolerance) is { } tolerance)
            options = options with { Tolerance = tolerance };
        using var session = await Composition.StartGenerationsAsync(
            new IndexDirectory(arguments.GetRequiredValue(Index)), cancellationToken);
        await new ModelMigration(session, options, Console.Out).MigrateAsync(
            ModelsOptions.IdOf(arguments.GetRequiredValue(To)), cancellationToken);
        return ExitCode.Success;
    }

    private static (int Part, int Parts) ReadPart(string text) =>
        text.Split('/') is [var first, var second]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var part)
        && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var parts)
        && part >= 1 && part <= parts && parts <= 1024
            ? (part, parts)
            : throw new UsageException($"--part is '{text}'; it must be I/N with 1 <= I <= N <= 1024, for instance 1/8.");
}
