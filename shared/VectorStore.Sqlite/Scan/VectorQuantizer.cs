using System.Numerics.Tensors;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// Float vectors as bytes. A stored code is <c>round(x / scale) + 128</c> (1..255) with <c>scale = max |x| / 127</c> per vector;
/// a query stays signed. Unsigned times signed is what the VNNI instruction multiplies, and the offset of 128 then costs one
/// constant per query: <c>x . q = scale_x scale_q (sum code_x code_q - 128 sum code_q)</c>.
/// </summary>
internal static class VectorQuantizer
{
    public const int Offset = 128;
    private const int MaxCode = 127;

    /// <summary>Bytes per vector: the dimension, rounded up so that kernels need no remainder.</summary>
    public static int Stride(int dimension) => (dimension + 31) & ~31;

    /// <summary>Writes the codes of a stored vector, padding included, and returns its scale.</summary>
    public static float Encode(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        float scale = Scale(vector);
        float inverse = 1 / scale;
        for (int i = 0; i < vector.Length; i++)
            codes[i] = (byte)(int)(MathF.Round(vector[i] * inverse) + Offset);
        codes[vector.Length..].Fill(Offset);
        return scale;
    }

    /// <summary>Writes the codes of a query, padding included, and returns its scale.</summary>
    public static float EncodeQuery(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        float scale = Scale(vector);
        float inverse = 1 / scale;
        for (int i = 0; i < vector.Length; i++)
            codes[i] = (sbyte)MathF.Round(vector[i] * inverse);
        codes[vector.Length..].Clear();
        return scale;
    }

    private static float Scale(ReadOnlySpan<float> vector) => MathF.Abs(TensorPrimitives.MaxMagnitude(vector)) / MaxCode;
}
