using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Indexing.Vision.Imaging.Vips;

/// <summary>Finds, starts and restricts libvips, once per process.</summary>
internal static unsafe class VipsLibrary
{
    /// <summary>vips_operation_block_set and fail-on exist from here on.</summary>
    private const int OldestMajor = 8, OldestMinor = 13;

    private const int Warning = 1 << 4, Message = 1 << 5, Info = 1 << 6, Debug = 1 << 7;

    private const string BundledLibrary = "libvips-cpp.so.8.18.7", SystemLibrary = "libvips.so.42";

    private static readonly string[] AllowedLoaders = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"];

    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Starts libvips on the first call.</summary>
    /// <exception cref="DllNotFoundException">No libvips, or one that is too old; the message says what to install.</exception>
    internal static void Ensure() => _ = Started.Value;

    /// <summary>Bytes that libvips holds for pixels now.</summary>
    internal static long TrackedMemory
    {
        get
        {
            Ensure();
            return (long)VipsNative.vips_tracked_get_mem();
        }
    }

    /// <summary>The shared error text as an exception; clears it.</summary>
    internal static VipsException Error(string operation)
    {
        var text = VipsNative.vips_error_buffer_copy();
        var message = Marshal.PtrToStringUTF8(text) ?? "";
        VipsNative.g_free(text);
        return new VipsException(operation, message.Trim().ReplaceLineEndings("; "));
    }

    /// <summary>Tells .NET where libvips lies. Called once, before the first native call.</summary>
    internal static void RegisterResolver() => NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != VipsNative.Library) return 0;
        if (NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, BundledLibrary), out var bundled)) return bundled;
        if (NativeLibrary.TryLoad(SystemLibrary, out var system)) return system;
        throw new DllNotFoundException(Missing("libvips was not found"));
    }

    private static bool Start()
    {
        if (VipsNative.vips_init("indexing") != 0) throw Error("vips_init");
        var (major, minor) = (VipsNative.vips_version(0), VipsNative.vips_version(1));
        if (major < OldestMajor || (major == OldestMajor && minor < OldestMinor))
            throw new DllNotFoundException(Missing($"libvips {major}.{minor} is too old"));

        // Cached operations would keep pointers to buffers of ours that are no longer pinned.
        VipsNative.vips_cache_set_max(0);
        // The callers bring their own parallelism: one picture, one thread.
        VipsNative.vips_concurrency_set(1);
        // Everything else (SVG with external entities, ImageMagick, PDF ...) stays closed to strangers' files.
        VipsNative.vips_operation_block_set("VipsForeignLoad", 1);
        foreach (var loader in AllowedLoaders) VipsNative.vips_operation_block_set(loader, 0);
        // libvips would print its remarks on strange files to stderr.
        VipsNative.g_log_set_handler("VIPS", Warning | Message | Info | Debug, &Ignore, 0);
        return true;
    }

    private static string Missing(string problem) =>
        $"{problem}. Build with npm on the path (deploy/native brings @img/sharp-libvips beside the program), " +
        $"or install libvips {OldestMajor}.{OldestMinor} or newer (Debian: apt-get install libvips42). " +
        $"Looked for {BundledLibrary} in {AppContext.BaseDirectory} and for {SystemLibrary} in the system.";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint domain, int level, nint message, nint data)
    {
    }
}
