using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Indexing.Vision.Onnx;

/// <summary>
/// Keeps ONNX Runtime from telling its maker about this process: its library for Linux (1.29) sends usage to
/// mobile.events.data.microsoft.com and keeps an id of the device in ~/.cache/Microsoft, unless the environment says no before the library
/// is loaded.
/// </summary>
internal static partial class RuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Before any other code of this assembly, the only one that loads the library.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It must come before the first use of the library.")]
    internal static void Disable()
    {
        // Native code does not see what Environment.SetEnvironmentVariable sets.
        if (OperatingSystem.IsLinux())
            _ = SetEnvironmentVariable(Variable, "1", overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
