using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Indexing.BlobStore.FileSystem;

/// <summary>The few system calls that .NET does not offer: canonical paths, the type of a file, opening without waiting.</summary>
internal static unsafe partial class LinuxFile
{
    private const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int CurrentDirectory = -100, EmptyPath = 0x1000, WantType = 1;
    private const int StatxSize = 256, ModeOffset = 28, TypeMask = 0xF000, RegularFile = 0x8000;

    /// <summary>The path with every symbolic link resolved, or <see langword="null"/> and why.</summary>
    internal static string? Resolve(string path, out Errno problem)
    {
        var resolved = realpath(path, 0);
        problem = resolved == 0 ? Errno.Last : default;
        if (resolved == 0) return null;
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            free(resolved);
        }
    }

    /// <summary>Opens for reading; a FIFO without a writer opens at once instead of waiting for one.</summary>
    internal static SafeFileHandle? Open(string path, out Errno problem)
    {
        var descriptor = open(path, ReadOnly | NonBlocking | CloseOnExec);
        problem = descriptor < 0 ? Errno.Last : default;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Whether the path leads to a regular file: no directory, device, FIFO or socket.</summary>
    internal static bool IsRegular(string path) => IsRegular(CurrentDirectory, path, 0);

    /// <summary>Whether the open file is a regular one.</summary>
    internal static bool IsRegular(SafeFileHandle file) => IsRegular((int)file.DangerousGetHandle(), "", EmptyPath);

    /// <summary>Canonical path of an open file.</summary>
    internal static string? PathOf(SafeFileHandle file) => new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget;

    private static bool IsRegular(int directory, string path, int flags)
    {
        var status = stackalloc byte[StatxSize];
        return statx(directory, path, flags, WantType, status) == 0 && (*(ushort*)(status + ModeOffset) & TypeMask) == RegularFile;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint realpath(string path, nint buffer);

    [LibraryImport("libc")]
    private static partial void free(nint memory);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, byte* status);
}
