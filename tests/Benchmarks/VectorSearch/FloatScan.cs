using System.Numerics.Tensors;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>The plain alternative: all vectors as floats in memory, TensorPrimitives.Dot, best 500; reads no rows.</summary>
internal static class FloatScan
{
    public static Latencies Run(int words, int queries, int limit)
    {
        var cloud = new WordCloud(seed: 1000);
        float[][] blocks = new float[(words + 65_535) / 65_536][];
        for (int i = 0; i < blocks.Length; i++)
            blocks[i] = Fill(cloud, Math.Min(65_536, words - (i * 65_536)));
        var latencies = new Latencies();
        float[] query = new float[WordCloud.Dimension];
        for (int i = 0; i < queries + 2; i++)
        {
            cloud.Next(query);
            if (i < 2)
                Scan(blocks, query, limit);
            else
                latencies.Measure(() => Scan(blocks, query, limit));
        }
        return latencies;
    }

    private static float[] Fill(WordCloud cloud, int words)
    {
        float[] block = new float[words * WordCloud.Dimension];
        for (int i = 0; i < words; i++)
            cloud.Next(block.AsSpan(i * WordCloud.Dimension, WordCloud.Dimension));
        return block;
    }

    private static int Scan(float[][] blocks, float[] query, int limit)
    {
        var best = new PriorityQueue<int, float>(limit + 1);
        float threshold = float.NegativeInfinity;
        int word = 0;
        foreach (float[] block in blocks)
        {
            for (int i = 0; i < block.Length; i += WordCloud.Dimension, word++)
            {
                float score = TensorPrimitives.Dot(block.AsSpan(i, WordCloud.Dimension), query);
                if (score <= threshold)
                    continue;
                best.Enqueue(word, score);
                if (best.Count > limit)
                    best.Dequeue();
                if (best.Count == limit)
                    best.TryPeek(out _, out threshold);
            }
        }
        return best.Count;
    }
}
