using System.Runtime.InteropServices;

namespace Indexing.BlobStore.FileSystem;

/// <summary>A Linux error number (errno.h; the same on x64 and arm64) and what it means for a reader.</summary>
internal readonly record struct Errno(int Value)
{
    private const int NotPermitted = 1, NoEntry = 2, NoDevice = 6, AccessDenied = 13, NotADirectory = 20, Invalid = 22;
    private const int NameTooLong = 36, TooManyLinks = 40;

    /// <summary>Error of the last native call of this thread.</summary>
    internal static Errno Last => new(Marshal.GetLastPInvokeError());

    /// <summary>There is no such file.</summary>
    internal bool IsMissing => Value is NoEntry or NotADirectory or NameTooLong;

    /// <summary>There is one, but it may not be read: permissions, a circle of links, a socket.</summary>
    internal bool IsRefusal => Value is NotPermitted or AccessDenied or TooManyLinks or NoDevice;

    /// <summary>Everything else passes: too many open files, memory, a network mount or a disk that does not answer.</summary>
    internal bool IsTransient => Value is not Invalid;

    internal string Text => Marshal.GetPInvokeErrorMessage(Value);
}
