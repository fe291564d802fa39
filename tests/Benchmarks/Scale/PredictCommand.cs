using System.CommandLine;
using Indexing.Benchmarks.Scale.Model;
using Indexing.Benchmarks.Scale.Runs;

namespace Indexing.Benchmarks.Scale;

/// <summary><c>scale predict</c>: what N workers on machines like the measured one, or with a GPU, are predicted to do.</summary>
internal static class PredictCommand
{
    private static readonly Option<string> Calibrated = new("--calibration")
    {
        Required = true,
        Description = "File written by 'scale measure --out' or 'scale check --out'.",
    };

    private static readonly Option<string> Machines = new("--machines")
    {
        DefaultValueFactory = _ => "1,2,4,8,16,32",
        Description = "Numbers of machines, each with one worker.",
    };

    private static readonly Option<int> Cores = new("--cores")
    {
        DefaultValueFactory = _ => 2,
        Description = "Cores of a machine; other numbers than the calibrated one assume that busy cores slow each other down no more.",
    };

    private static readonly Option<double> Rate = new("--rate")
    {
        DefaultValueFactory = _ => 100,
        Description = "Pictures per second for which the number of workers is wanted.",
    };

    private static readonly Option<double> StoreMilliseconds = new("--store-ms")
    {
        DefaultValueFactory = _ => 20,
        Description = "Assumed time of a request to the store that all machines share.",
    };

    private static readonly Option<double> CoreHour = new("--core-hour")
    {
        DefaultValueFactory = _ => 0.04,
        Description = "Assumed price of a core for an hour, its memory included.",
    };

    private static readonly Option<double> GpuHour = new("--gpu-hour")
    {
        DefaultValueFactory = _ => 0.8,
        Description = "Assumed price of a GPU for an hour, beside the cores of its machine.",
    };

    private static readonly Option<int> GpuCores = new("--gpu-cores")
    {
        DefaultValueFactory = _ => 8,
        Description = "Cores of a machine with a GPU.",
    };

    private static readonly Option<double> GpuSpeed = new("--gpu-speed")
    {
        DefaultValueFactory = _ => 1,
        Description = "How many times as fast as assumed the GPU is.",
    };

    public static Command Create()
    {
        var command = new Command("predict", "Predicts throughput, queue age, cost and the number of workers for a rate.")
        {
            Calibrated, Machines, Cores, Rate, StoreMilliseconds, CoreHour, GpuHour, GpuCores, GpuSpeed,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult arguments)
    {
        var calibration = Calibration.Read(arguments.GetRequiredValue(Calibrated));
        var machine = new Scenario
        {
            Pictures = calibration.Pictures,
            Slowdown = calibration.Slowdown,
            DeliverySeconds = calibration.DeliverySeconds,
            RemoteStoreSeconds = arguments.GetRequiredValue(StoreMilliseconds) / 1e3,
        };
        var (coreHour, gpuHour) = (arguments.GetRequiredValue(CoreHour), arguments.GetRequiredValue(GpuHour));
        var (cores, gpuCores) = (arguments.GetRequiredValue(Cores), arguments.GetRequiredValue(GpuCores));
        var onCores = new Offer($"{cores} cores", machine with { Cores = cores }, cores * coreHour);
        var gpu = GpuAssumption.Of(calibration.WordsPerPicture, arguments.GetRequiredValue(GpuSpeed));
        var onGpu = new Offer(
            $"{gpuCores} cores + GPU (assumed)",
            machine with { Cores = gpuCores, Gpu = gpu, InHand = GpuAssumption.InHand },
            (gpuCores * coreHour) + gpuHour);

        PredictionTable.PrintAssumptions(calibration, arguments.GetRequiredValue(StoreMilliseconds), coreHour, gpuHour, gpu);
        PredictionTable.PrintMachines([onCores, onGpu], Numbers.Parse(arguments.GetRequiredValue(Machines)));
        PredictionTable.PrintLoads(onCores);
        PredictionTable.PrintBurst(onCores);
        PredictionTable.PrintNeeded([onCores, onGpu], arguments.GetRequiredValue(Rate));
    }
}
