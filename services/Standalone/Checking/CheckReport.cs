using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Indexing.Vision.Onnx;

namespace Indexing.Standalone.Checking;

/// <summary>Writes what the check found as Markdown, for people and for the repository.</summary>
internal sealed class CheckReport(CheckResult result, DateTimeOffset at)
{
    private static readonly string[] OnlyLogged =
    [
        "no node of a network on the CPU when CUDA runs it",
        "page-locked buffers",
        "a batch that is too large for the memory of a real GPU; a real GPU that is lost",
    ];

    private static readonly string[] CudaClaims =
    [
        "CUDA faster than CPU on every bucket from the first request",
        "photographs/s and ms per stage with CUDA, busy share of the GPU",
        "the choice among the convolution searches and between precisions on a GPU",
        .. OnlyLogged,
    ];

    private readonly StringBuilder _text = new();

    /// <summary>The report.</summary>
    public string Write()
    {
        Line("# Inference check");
        Line("");
        Machine();
        Line("");
        Speed();
        Line("");
        Buckets();
        Line("");
        Outcome();
        return _text.ToString();
    }

    private void Machine()
    {
        var description = result.Device.Description;
        Table("", "");
        Row("date", Text($"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
        Row("machine", Text($"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}"));
        Row("runtime", Text($"{RuntimeInformation.FrameworkDescription}, ONNX Runtime {InferenceDevice.RuntimeVersion}"));
        Row("pack", result.Pack);
        Row("device asked for", result.Asked);
        Row("device used", Text($"{description["provider"]} on {description["hardware"]}: {description["reason"]}"));
        Row("precision", Text($"detector {result.Precisions.Detector.Name()}, word encoder {result.Precisions.WordEncoder.Name()}"));
        Row("loaded, tuned and warm after", Text($"{result.LoadTime.TotalSeconds:0.0} s"));
    }

    private void Speed()
    {
        var speed = result.Speed;
        Line(Text($"## Photographs ({speed.Pictures} different ones)"));
        Line("");
        Table("stage, one photograph at a time", "ms/photograph");
        foreach (var (stage, milliseconds) in speed.Stages)
            Row(stage, Text($"{milliseconds:0.0}"));
        Row("all of these", Text($"{speed.Stages.Sum(stage => stage.Milliseconds):0.0}"));
        Line("");
        Line(Text($"{speed.InHand} photographs in hand: **{speed.PerSecond:0.0} photographs/s**."));
        if (speed.BusyPercent is { } busy)
            Line(Text($"GPU busy for {busy:0} % of that time."));
    }

    private void Buckets()
    {
        Line("## Networks (ms for one call, copies included; median of 5)");
        Line("");
        List<Precision> precisions = [.. result.Buckets.SelectMany(bucket => bucket.Cpu).Select(time => time.Precision).Distinct().Order()];
        string[] columns = [.. precisions.Select(precision => $"CPU {precision.Name()}")];
        if (result.Device.Gpu is not null)
            columns = [.. columns, "CUDA precision", "CUDA first", "CUDA", "CUDA faster by"];
        Table(["network", "batch x width x height", .. columns]);
        foreach (var bucket in result.Buckets)
        {
            string[] cells = [.. precisions.Select(precision => Cell(On(bucket, precision)))];
            if (result.Device.Gpu is not null)
            {
                var faster = bucket.Cuda is null ? "" : Text($"{bucket.Cpu[0].Median / bucket.Cuda.Median:0.0}");
                cells = [.. cells, bucket.Cuda?.Precision.Name() ?? "", Cell(bucket.Cuda?.First), Cell(bucket.Cuda?.Median), faster];
            }

            Row([bucket.Cpu[0].Network, bucket.Cpu[0].Shape.ToString(), .. cells]);
        }
    }

    private void Outcome()
    {
        Line("## Outcome");
        Line("");
        if (result.Device.Gpu is null)
        {
            Line("Shown: the networks load and run on the CPU of this machine; stages and rates above.");
            Line("");
            Line(Text($"**Not shown, because there is no CUDA here** ({result.Device.Reason}):"));
            foreach (var claim in CudaClaims)
                Line("- " + claim);
            return;
        }

        var slow = result.SlowBuckets;
        Line(Text($"CUDA faster than CPU on every bucket from the first request: **{(slow.Count == 0 ? "passed" : "FAILED")}**"));
        foreach (var bucket in slow)
        {
            var cpu = bucket.Cpu[0];
            var times = bucket.Cuda is { } cuda
                ? Text($"first {Cell(cuda.First)}, then {Cell(cuda.Median)} ms")
                : "not run, the memory of the GPU is too small";
            Line(Text($"- {cpu.Network} {cpu.Shape}: {times}, CPU {Cell(cpu.Median)} ms"));
        }

        if (result.Device.Loss is { } loss)
            Line(Text($"The GPU was lost during the check: **FAILED** ({loss})"));
        Line("");
        Line("Not shown by this report (the log warns of the first two):");
        foreach (var claim in OnlyLogged)
            Line("- " + claim);
    }

    private static string Processor()
    {
        const string Cpu = "/proc/cpuinfo";
        var lines = File.Exists(Cpu) ? File.ReadLines(Cpu) : [];
        var model = lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return model?[(model.IndexOf(':', StringComparison.Ordinal) + 2)..] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static TimeSpan? On(CheckedBucket bucket, Precision precision) =>
        bucket.Cpu.FirstOrDefault(time => time.Precision == precision)?.Median;

    private static string Cell(TimeSpan? time) => time is { } value ? Text($"{value.TotalMilliseconds:0.0}") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Table(params IReadOnlyList<string> heads)
    {
        Row(heads);
        Row([.. heads.Select(_ => "---")]);
    }

    private void Row(params IReadOnlyList<string> cells) => Line($"| {string.Join(" | ", cells)} |");

    private void Line(string line) => _text.Append(line).Append('\n');
}
