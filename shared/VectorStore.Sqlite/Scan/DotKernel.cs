using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// Dot products of unsigned stored codes with a signed query. TensorPrimitives.Dot over bytes overflows its byte result, hence
/// the own kernel; figures of the variants: tests/Benchmarks/VectorSearch. AggressiveOptimization: without it the first scans
/// of a process run unoptimised code.
/// </summary>
internal static unsafe class DotKernel
{
    /// <summary>Name of the variant this machine uses.</summary>
    public static string Variant =>
        AvxVnni.IsSupported ? "AVX-VNNI" : Avx2.IsSupported ? "AVX2" : "portable Vector128";

    /// <summary>Writes <paramref name="count"/> dot products of consecutive vectors.</summary>
    /// <param name="codes">First stored vector.</param>
    /// <param name="stride">Bytes per vector, a multiple of 32.</param>
    /// <param name="query">The query's codes, <paramref name="stride"/> of them.</param>
    /// <param name="count">Number of vectors.</param>
    /// <param name="dots">Receives the products.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(byte* codes, int stride, sbyte* query, int count, int* dots)
    {
        if (AvxVnni.IsSupported)
            DotsVnni(codes, stride, query, count, dots);
        else if (Avx2.IsSupported)
            DotsAvx2(codes, stride, query, count, dots);
        else
            DotsPortable(codes, stride, query, count, dots);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DotsVnni(byte* codes, int stride, sbyte* query, int count, int* dots)
    {
        for (int n = 0; n < count; n++, codes += stride)
        {
            Vector256<int> even = Vector256<int>.Zero, odd = Vector256<int>.Zero;
            int i = 0;
            for (; i <= stride - 64; i += 64)
            {
                even = AvxVnni.MultiplyWideningAndAdd(even, Vector256.Load(codes + i), Vector256.Load(query + i));
                odd = AvxVnni.MultiplyWideningAndAdd(odd, Vector256.Load(codes + i + 32), Vector256.Load(query + i + 32));
            }
            if (i < stride)
                even = AvxVnni.MultiplyWideningAndAdd(even, Vector256.Load(codes + i), Vector256.Load(query + i));
            dots[n] = Vector256.Sum(even + odd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DotsAvx2(byte* codes, int stride, sbyte* query, int count, int* dots)
    {
        for (int n = 0; n < count; n++, codes += stride)
        {
            Vector256<int> even = Vector256<int>.Zero, odd = Vector256<int>.Zero;
            for (int i = 0; i < stride; i += 32)
            {
                even += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(codes + i), Avx2.ConvertToVector256Int16(query + i));
                odd += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(codes + i + 16), Avx2.ConvertToVector256Int16(query + i + 16));
            }
            dots[n] = Vector256.Sum(even + odd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DotsPortable(byte* codes, int stride, sbyte* query, int count, int* dots)
    {
        for (int n = 0; n < count; n++, codes += stride)
        {
            Vector128<int> sum = Vector128<int>.Zero;
            for (int i = 0; i < stride; i += 16)
            {
                (Vector128<ushort> codeLow, Vector128<ushort> codeHigh) = Vector128.Widen(Vector128.Load(codes + i));
                (Vector128<short> queryLow, Vector128<short> queryHigh) = Vector128.Widen(Vector128.Load(query + i));
                // 255 x 127 fits 16 bits signed.
                (Vector128<int> a, Vector128<int> b) = Vector128.Widen(codeLow.AsInt16() * queryLow);
                (Vector128<int> c, Vector128<int> d) = Vector128.Widen(codeHigh.AsInt16() * queryHigh);
                sum += a + b + (c + d);
            }
            dots[n] = Vector128.Sum(sum);
        }
    }
}
