using System.Runtime.InteropServices;

namespace Indexing.Vision.Imaging.Vips;

/// <summary>glib's GValue: a type and two machine words, 24 bytes on every 64-bit system. Starts as zeros.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    internal nuint Type;
    internal long First;
    internal long Second;
}
