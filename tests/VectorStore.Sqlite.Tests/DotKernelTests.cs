using System.Runtime.Intrinsics.X86;
using Indexing.VectorStore.Sqlite.Scan;

namespace Indexing.VectorStore.Sqlite.Tests;

public sealed unsafe class DotKernelTests
{
    private const int Count = 5;

    private delegate void Kernel(byte* codes, int stride, sbyte* query, int count, int* dots);

    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    [InlineData(256)]
    [InlineData(4096)]
    public void DotsPortable_ExtremeAndRandomCodes_EqualsPlainArithmetic(int stride) => AssertEqualsPlain(DotKernel.DotsPortable, stride);

    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    [InlineData(256)]
    [InlineData(4096)]
    public void DotsAvx2_ExtremeAndRandomCodes_EqualsPlainArithmetic(int stride)
    {
        Assert.SkipUnless(Avx2.IsSupported, "this machine has no AVX2");
        AssertEqualsPlain(DotKernel.DotsAvx2, stride);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    [InlineData(256)]
    [InlineData(4096)]
    public void DotsVnni_ExtremeAndRandomCodes_EqualsPlainArithmetic(int stride)
    {
        Assert.SkipUnless(AvxVnni.IsSupported, "this machine has no AVX-VNNI");
        AssertEqualsPlain(DotKernel.DotsVnni, stride);
    }

    private static void AssertEqualsPlain(Kernel kernel, int stride)
    {
        byte[] codes = new byte[Count * stride];
        sbyte[] query = new sbyte[stride];
        var random = new Random(stride);
        for (int i = 0; i < codes.Length; i++)
            codes[i] = i < stride ? (byte)255 : i < 2 * stride ? (byte)1 : (byte)random.Next(1, 256);
        for (int i = 0; i < stride; i++)
            query[i] = i % 3 == 0 ? (sbyte)127 : (sbyte)random.Next(-127, 128);
        int[] dots = new int[Count];
        fixed (byte* codesStart = codes)
        fixed (sbyte* queryStart = query)
        fixed (int* dotsStart = dots)
            kernel(codesStart, stride, queryStart, Count, dotsStart);

        for (int n = 0; n < Count; n++)
            Assert.Equal(Enumerable.Range(0, stride).Sum(i => codes[(n * stride) + i] * query[i]), dots[n]);
    }
}
