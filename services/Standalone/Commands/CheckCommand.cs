using System.CommandLine;
using Indexing.Standalone.Checking;
using Indexing.Standalone.Folders;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>check</c>: proves that and how fast this machine reads pictures.</summary>
internal static class CheckCommand
{
    private static readonly string Demo = Path.Combine(AppContext.BaseDirectory, "demo");

    private static readonly Option<string?> Device = new("--device")
    {
        Description = "What to run on: auto, cpu or cuda (fails where it cannot be had); default: Inference:Device.",
        HelpName = "auto|cpu|cuda",
    };

    private static readonly Option<int> Seconds = CommonOptions.Number(
        "--seconds", "How long to index for the rate; whole rounds over the pictures.", 10, 1, 3600);

    private static readonly Option<string?> Pictures = new("--pictures")
    {
        Description = "Folder of photographs; default: the pictures of the demo.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "File for the report, Markdown; default: standard output.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        Device.AcceptOnlyFromAmong("auto", "cpu", "cuda");
        var command = new Command(
            "check",
            "Runs the networks on this machine and reports device, time per call and stage, and photographs/s. Exit code 3 when the "
            + "device that was asked for cannot be had, or CUDA is slower than the CPU anywhere.")
        {
            Device, Seconds, Pictures, Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var index = new IndexDirectory(Directory.CreateTempSubdirectory("indexing-check-").FullName);
        try
        {
            var pictures = PictureFiles.Find([arguments.GetValue(Pictures) ?? Demo], index.Path);
            if (pictures.Files.Count == 0)
                throw new UsageException("There is no .jpg, .jpeg, .png or .webp file in the given folder.");
            using var host = await Composition.StartPlainAsync(
                index, pictures.Roots, services => Choose(services, arguments.GetValue(Device)), cancellationToken);
            var result = await InferenceCheck.RunAsync(
                host.Services, pictures.Files, TimeSpan.FromSeconds(arguments.GetRequiredValue(Seconds)), cancellationToken);
            await WriteAsync(new CheckReport(result, TimeProvider.System.GetUtcNow()).Write(), arguments.GetValue(Out), cancellationToken);
            return result.IsPassed ? ExitCode.Success : ExitCode.Infrastructure;
        }
        finally
        {
            Directory.Delete(index.Path, recursive: true);
        }
    }

    private static void Choose(IServiceCollection services, string? device)
    {
        if (device is not null)
            services.PostConfigure<InferenceOptions>(options => options.Device = device);
    }

    private static async Task WriteAsync(string report, string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await Console.Out.WriteAsync(report);
            return;
        }

        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, report, cancellationToken);
        await Console.Out.WriteLineAsync($"Report: {path}");
    }
}
