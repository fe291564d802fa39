using Indexing.Benchmarks.Scale.Model;
using Indexing.Benchmarks.Scale.Runs;

namespace Indexing.Benchmarks.Scale;

/// <summary>A calibration as markdown.</summary>
internal static class CalibrationTable
{
    public static void Print(Calibration calibration, IReadOnlyList<Disturbance> disturbances)
    {
        var (pictures, slowdown) = (calibration.Pictures, calibration.Slowdown);
        Console.WriteLine($"## Calibration\n\n{calibration.Machine}\n");
        Console.WriteLine(
            "| stage, one picture in hand on one core | processor ms: mean | p50 | p95 | waiting ms: mean "
            + $"| x with {slowdown.Cores} cores busy |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Row("fetch", pictures, picture => picture.Fetch, picture => picture.FetchWait, slowdown.Fetch);
        Row("decode", pictures, picture => picture.Decode, null, slowdown.Decode);
        Row("detect", pictures, picture => picture.Detect, null, slowdown.Detect);
        Row("embed", pictures, picture => picture.Embed, null, slowdown.Embed);
        Row("describe", pictures, picture => picture.Describe, null, slowdown.Describe);
        Row("replace", pictures, picture => picture.Replace, picture => picture.ReplaceWait, slowdown.Replace);
        Row("between two pictures", pictures, picture => picture.Message, picture => picture.MessageWait, slowdown.Message);
        Row("all", pictures, picture => picture.Cpu, picture => picture.Wait, Together(pictures, slowdown));
        Console.WriteLine(
            $"\n{pictures.Count} pictures, {calibration.WordsPerPicture:F1} words each. Broker, processor ms a message: "
            + $"{calibration.Broker.Publish * 1e3:F2} to take it in, {calibration.Broker.Deliver * 1e3:F2} to deliver it and take its "
            + $"event in. From announcement to an idle worker {calibration.DeliverySeconds * 1e3:F1} ms. Decoder and networks were kept "
            + $"from running for {calibration.InterruptedSeconds * 1e3:F1} ms a picture. Other programs used "
            + $"{disturbances.Average(d => d.Others):F2} cores, the host took {disturbances.Average(d => d.Stolen):F2}.");
    }

    private static void Row(
        string stage, IReadOnlyList<PictureCost> pictures, Func<PictureCost, double> cpu, Func<PictureCost, double>? wait, double slowdown)
    {
        var times = pictures.Select(picture => cpu(picture) * 1e3).ToList();
        var waiting = wait is null ? "" : FormattableString.Invariant($"{pictures.Average(wait) * 1e3:F2}");
        Console.WriteLine(
            $"| {stage} | {times.Average():F2} | {Figures.Quantile(times, .5):F2} | {Figures.Quantile(times, .95):F2} "
            + $"| {waiting} | {slowdown:F2} |");
    }

    private static double Together(IReadOnlyList<PictureCost> pictures, StageSlowdown slowdown) => pictures.Sum(picture =>
        (picture.Fetch * slowdown.Fetch) + (picture.Decode * slowdown.Decode) + (picture.Detect * slowdown.Detect)
        + (picture.Embed * slowdown.Embed) + (picture.Describe * slowdown.Describe) + (picture.Replace * slowdown.Replace)
        + (picture.Message * slowdown.Message)) / pictures.Sum(picture => picture.Cpu);
}
