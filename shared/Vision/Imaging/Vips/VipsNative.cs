using System.Runtime.InteropServices;

namespace Indexing.Vision.Imaging.Vips;

/// <summary>The part of the libvips and glib C API that is used here. No variadic function: .NET cannot call them portably.</summary>
internal static unsafe partial class VipsNative
{
    internal const string Library = "vips";

    static VipsNative() => VipsLibrary.RegisterResolver();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vips_init(string programName);

    [LibraryImport(Library)]
    internal static partial int vips_version(int part);

    [LibraryImport(Library)]
    internal static partial void vips_cache_set_max(int operations);

    [LibraryImport(Library)]
    internal static partial void vips_concurrency_set(int threads);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void vips_operation_block_set(string className, int blocked);

    [LibraryImport(Library)]
    internal static partial nint vips_error_buffer_copy();

    [LibraryImport(Library)]
    internal static partial void vips_error_clear();

    [LibraryImport(Library)]
    internal static partial nuint vips_tracked_get_mem();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint vips_operation_new(string name);

    [LibraryImport(Library)]
    internal static partial nint vips_cache_operation_build(nint operation);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vips_object_set_from_string(nint target, string options);

    [LibraryImport(Library)]
    internal static partial void vips_object_unref_outputs(nint target);

    [LibraryImport(Library)]
    internal static partial nint vips_blob_new(nint free, nint data, nuint length);

    [LibraryImport(Library)]
    internal static partial nint vips_blob_get(nint blob, out nuint length);

    [LibraryImport(Library)]
    internal static partial nuint vips_blob_get_type();

    [LibraryImport(Library)]
    internal static partial void vips_area_unref(nint area);

    [LibraryImport(Library)]
    internal static partial nuint vips_image_get_type();

    [LibraryImport(Library)]
    internal static partial int vips_image_get_width(nint image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_height(nint image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_bands(nint image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_format(nint image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_interpretation(nint image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_orientation(nint image);

    [LibraryImport(Library)]
    internal static partial int vips_image_hasalpha(nint image);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint vips_image_get_typeof(nint image, string field);

    [LibraryImport(Library)]
    internal static partial nint vips_image_copy_memory(nint image);

    [LibraryImport(Library)]
    internal static partial nint vips_image_write_to_memory(nint image, out nuint size);

    [LibraryImport(Library)]
    internal static partial nint vips_image_new_from_memory_copy(void* data, nuint size, int width, int height, int bands, int format);

    [LibraryImport(Library)]
    internal static partial void g_free(nint memory);

    [LibraryImport(Library)]
    internal static partial nint g_object_ref(nint target);

    [LibraryImport(Library)]
    internal static partial void g_object_unref(nint target);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_set_property(nint target, string name, ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_get_property(nint target, string name, ref GValue value);

    [LibraryImport(Library)]
    internal static partial void g_value_init(ref GValue value, nuint type);

    [LibraryImport(Library)]
    internal static partial void g_value_unset(ref GValue value);

    [LibraryImport(Library)]
    internal static partial void g_value_set_object(ref GValue value, nint content);

    [LibraryImport(Library)]
    internal static partial nint g_value_get_object(ref GValue value);

    [LibraryImport(Library)]
    internal static partial void g_value_set_boxed(ref GValue value, nint content);

    [LibraryImport(Library)]
    internal static partial nint g_value_get_boxed(ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint g_log_set_handler(
        string domain, int levels, delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint data);
}
