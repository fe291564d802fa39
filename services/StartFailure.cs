using Indexing.Vision.Onnx;
using Microsoft.Extensions.Options;

namespace Indexing.Hosting;

/// <summary>
/// Why a host cannot start, in sentences for whoever configured it. All else is a defect and shows its stack. Compiled into each
/// distributed host.
/// </summary>
internal static class StartFailure
{
    /// <summary>What the process then returns.</summary>
    public const int ExitCode = 2;

    /// <summary>The reasons, each once, or <see langword="null"/> for a defect.</summary>
    public static IReadOnlyList<string>? Explain(Exception exception) => exception switch
    {
        AggregateException all when all.InnerExceptions.All(inner => Explain(inner) is not null) =>
            [.. all.InnerExceptions.SelectMany(inner => Explain(inner)!).Distinct()],
        OptionsValidationException options => [.. options.Failures],
        InvalidDataException or ModelPackException or InferenceException or IOException => [exception.Message],
        _ => null,
    };
}
