using System.Runtime.InteropServices;

namespace Indexing.Vision.Imaging.Vips;

/// <summary>One reference to a libvips image: a recipe for pixels, computed when they are written somewhere.</summary>
/// <remarks>Buffers that the recipe reads must stay pinned until the image is disposed.</remarks>
internal sealed unsafe class VipsImage : SafeHandle
{
    /// <summary>libvips' numbers for 8-bit samples and for the colour space of 3-band pictures.</summary>
    internal const int FormatByte = 0, InterpretationSrgb = 22;

    internal VipsImage(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    internal int Width => VipsNative.vips_image_get_width(handle);

    internal int Height => VipsNative.vips_image_get_height(handle);

    internal int Bands => VipsNative.vips_image_get_bands(handle);

    internal int Format => VipsNative.vips_image_get_format(handle);

    internal int Interpretation => VipsNative.vips_image_get_interpretation(handle);

    internal bool HasAlpha => VipsNative.vips_image_hasalpha(handle) != 0;

    /// <summary>EXIF orientation 1..8; 1 when absent or out of range.</summary>
    internal int Orientation => VipsNative.vips_image_get_orientation(handle);

    internal nint Pointer => handle;

    /// <summary>Copies 8-bit pixels into a new image.</summary>
    /// <param name="pixels">height x width x bands bytes, row-major.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="bands">Samples per pixel.</param>
    internal static VipsImage FromPixels(ReadOnlySpan<byte> pixels, int width, int height, int bands = 3)
    {
        VipsLibrary.Ensure();
        fixed (byte* start = pixels)
        {
            var image = VipsNative.vips_image_new_from_memory_copy(start, (nuint)pixels.Length, width, height, bands, FormatByte);
            return image == 0 ? throw VipsLibrary.Error("new_from_memory") : new VipsImage(image);
        }
    }

    /// <summary>Another reference to the same image, for steps that have nothing to do.</summary>
    internal VipsImage Share() => new(VipsNative.g_object_ref(handle));

    /// <summary>Whether a metadata field is present.</summary>
    internal bool HasField(string name) => VipsNative.vips_image_get_typeof(handle, name) != 0;

    /// <summary>Computes all pixels now, so that they can be read in any order.</summary>
    internal VipsImage ToMemory()
    {
        var copy = VipsNative.vips_image_copy_memory(handle);
        return copy == 0 ? throw VipsLibrary.Error("copy_memory") : new VipsImage(copy);
    }

    /// <summary>Computes all pixels into <paramref name="target"/>, row-major.</summary>
    internal void WriteTo(Span<byte> target)
    {
        var pixels = VipsNative.vips_image_write_to_memory(handle, out var size);
        if (pixels == 0) throw VipsLibrary.Error("write_to_memory");
        try
        {
            new ReadOnlySpan<byte>((void*)pixels, checked((int)size)).CopyTo(target);
        }
        finally
        {
            VipsNative.g_free(pixels);
        }
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.g_object_unref(handle);
        return true;
    }
}
