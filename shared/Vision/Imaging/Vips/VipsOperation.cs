namespace Indexing.Vision.Imaging.Vips;

/// <summary>One libvips operation by its nickname (<c>vips list classes</c>): set inputs and options, then run once.</summary>
/// <remarks>Not for several threads. Scalars go through one option string, images and buffers through GObject properties.</remarks>
internal ref struct VipsOperation
{
    private readonly string _name;
    private nint _operation;

    internal VipsOperation(string name)
    {
        VipsLibrary.Ensure();
        // Warnings of calls that succeeded stay in the buffer otherwise, and would explain the wrong failure.
        VipsNative.vips_error_clear();
        _name = name;
        _operation = VipsNative.vips_operation_new(name);
        if (_operation == 0) throw VipsLibrary.Error(name);
    }

    internal readonly VipsOperation Image(string property, VipsImage image)
    {
        SetObject(property, image.Pointer, VipsNative.vips_image_get_type());
        GC.KeepAlive(image);
        return this;
    }

    /// <summary>Wraps memory without copying: it must stay where it is until every image made from it is disposed.</summary>
    internal readonly unsafe VipsOperation Buffer(string property, byte* data, int length)
    {
        var blob = VipsNative.vips_blob_new(0, (nint)data, (nuint)length);
        GValue value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_blob_get_type());
        VipsNative.g_value_set_boxed(ref value, blob);
        VipsNative.g_object_set_property(_operation, property, ref value);
        VipsNative.g_value_unset(ref value);
        VipsNative.vips_area_unref(blob);
        return this;
    }

    /// <summary>Sets scalar options, e.g. <c>shrink=2,fail-on=truncated</c>.</summary>
    internal VipsOperation Options(string options)
    {
        if (VipsNative.vips_object_set_from_string(_operation, options) == 0) return this;
        var error = VipsLibrary.Error(_name);
        VipsNative.g_object_unref(_operation);
        _operation = 0;
        throw error;
    }

    /// <summary>Runs an operation that makes an image.</summary>
    internal VipsImage RunToImage(string output = "out")
    {
        var built = Build();
        GValue value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_image_get_type());
        VipsNative.g_object_get_property(built, output, ref value);
        var image = VipsNative.g_object_ref(VipsNative.g_value_get_object(ref value));
        Release(built, ref value);
        return new VipsImage(image);
    }

    /// <summary>Runs an operation that makes an encoded file.</summary>
    internal unsafe byte[] RunToBytes(string output = "buffer")
    {
        var built = Build();
        GValue value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_blob_get_type());
        VipsNative.g_object_get_property(built, output, ref value);
        var data = VipsNative.vips_blob_get(VipsNative.g_value_get_boxed(ref value), out var length);
        var bytes = new ReadOnlySpan<byte>((void*)data, checked((int)length)).ToArray();
        Release(built, ref value);
        return bytes;
    }

    private readonly void SetObject(string property, nint content, nuint type)
    {
        GValue value = default;
        VipsNative.g_value_init(ref value, type);
        VipsNative.g_value_set_object(ref value, content);
        VipsNative.g_object_set_property(_operation, property, ref value);
        VipsNative.g_value_unset(ref value);
    }

    private nint Build()
    {
        var built = VipsNative.vips_cache_operation_build(_operation);
        var error = built == 0 ? VipsLibrary.Error(_name) : null;
        if (error is not null) VipsNative.vips_object_unref_outputs(_operation);
        VipsNative.g_object_unref(_operation);
        _operation = 0;
        return error is null ? built : throw error;
    }

    private static void Release(nint built, ref GValue value)
    {
        VipsNative.g_value_unset(ref value);
        VipsNative.vips_object_unref_outputs(built);
        VipsNative.g_object_unref(built);
    }
}
