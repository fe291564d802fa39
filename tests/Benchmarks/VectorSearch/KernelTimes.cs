using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>The question: which variant of the byte kernel is the fastest on this machine? Codes only, no selection, no rows.</summary>
internal static unsafe class KernelTimes
{
    private const int Stride = WordCloud.Dimension;
    private const int Group = 64;

    private delegate void Kernel(byte* codes, int stride, sbyte* query, int count, int* dots);

    public static List<string> Run(int words, int queries)
    {
        List<string> rows = [Row("portable Vector128", words, queries, DotKernel.DotsPortable)];
        if (Avx2.IsSupported)
            rows.Add(Row("AVX2", words, queries, DotKernel.DotsAvx2));
        if (AvxVnni.IsSupported)
            rows.Add(Row("AVX-VNNI", words, queries, DotKernel.DotsVnni));
        return rows;
    }

    private static string Row(string name, int words, int queries, Kernel kernel)
    {
        byte* codes = (byte*)NativeMemory.AlignedAlloc((nuint)words * Stride, 64);
        new Random(1).NextBytes(new Span<byte>(codes, Math.Min(words, 1_000_000) * Stride));
        sbyte* query = stackalloc sbyte[Stride];
        new Random(2).NextBytes(new Span<byte>((byte*)query, Stride));
        var latencies = new Latencies();
        nint codesAddress = (nint)codes, queryAddress = (nint)query;
        for (int i = 0; i < queries; i++)
            latencies.Measure(() => Scan(kernel, (byte*)codesAddress, (sbyte*)queryAddress, words));
        NativeMemory.AlignedFree(codes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {latencies.Percentile(.5):F1} | {words * (double)Stride / 1e6 / latencies.Percentile(.5):F1} |");
    }

    private static void Scan(Kernel kernel, byte* codes, sbyte* query, int words)
    {
        int* dots = stackalloc int[Group];
        for (int i = 0; i + Group <= words; i += Group)
            kernel(codes + ((long)i * Stride), Stride, query, Group, dots);
    }
}
