using System.CommandLine;
using Indexing.Benchmarks.Scale.Runs;

namespace Indexing.Benchmarks.Scale;

/// <summary><c>scale measure</c>: what a picture costs, stage by stage, with one core busy and with all.</summary>
internal static class MeasureCommand
{
    public static Command Create()
    {
        var command = new Command("measure", "Measures the stages with one picture in hand: what the model is driven by.")
        {
            ScaleOptions.Pictures, ScaleOptions.Repetitions, ScaleOptions.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(arguments.GetRequiredValue(ScaleOptions.Pictures));
        var (sample, _) = PictureSample.Halves(folder, ScaleOptions.RoundPictures);
        await using var workplace = await Workplace.StartAsync(folder);
        await using var run = await CalibrationRun.StartAsync(workplace, sample, cancellationToken);
        for (var round = 0; round < arguments.GetRequiredValue(ScaleOptions.Repetitions); round++)
            await run.RoundAsync(ScaleOptions.RoundPictures, cancellationToken);
        var calibration = await run.FinishAsync(MachineName.Read());
        CalibrationTable.Print(calibration, run.Disturbances);
        if (arguments.GetValue(ScaleOptions.Out) is { } file)
            calibration.Write(file);
    }
}
