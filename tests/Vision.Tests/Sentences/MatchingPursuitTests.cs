using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

public sealed class MatchingPursuitTests
{
    private const int Count = 60;
    private const int Dimension = 16;

    /// <summary>
    /// Computed with NumPy 2 (np.linalg.lstsq in each step) for D[j, i] = sin(0.37 (j + 1)(i + 1)) + cos(0.11 (j + 3)(i + 2)), rows made
    /// unit, y[i] = cos(0.9 (i + 1)^2), made unit, and norms n[j] = 1 or 0.25 + 0.75 (7 j mod 10) / 9.
    /// </summary>
    [Theory]
    [InlineData(false, new[] { 4, 38, 5, 29, 28, 41 }, new[] { 0.730866f, 0.615122f, 0.357822f, 0.233045f, 0.44026f, 0.246504f })]
    [InlineData(true, new[] { 4, 38, 5, 57, 11, 2 }, new[] { 0.679392f, 0.511775f, 0.392906f, 0.239396f, 0.35577f, 0.218843f })]
    public void Decompose_FormulaWords_AgreesWithNumPy(bool hasNorms, int[] expected, float[] expectedWeights)
    {
        float[] norms = hasNorms ? [.. Enumerable.Range(0, Count).Select(j => 0.25f + (0.75f * (j * 7 % 10) / 9))] : [];
        var target = Unit([.. Enumerable.Range(0, Dimension).Select(i => (float)Math.Cos(0.9 * (i + 1) * (i + 1)))]);

        var (chosen, weights) = Decompose(FormulaWords(), norms, target, expected.Length);

        Assert.Equal(expected, chosen);
        Assert.All(expectedWeights.Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Decompose_RandomWords_AgreesWithTheDefinition()
    {
        var passedOver = 0;
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var words = RandomWords(random);
            float[] norms = seed % 2 == 0 ? [] : [.. Enumerable.Range(0, Count).Select(_ => 0.2f + random.NextSingle())];
            var target = RandomUnit(random);

            var (chosen, weights) = Decompose(words, norms, target, 5);

            var (expected, expectedWeights, passed) = DecomposeByDefinition(words, norms, target, 5);
            passedOver += passed;
            Assert.Equal(expected, chosen);
            Assert.All(expectedWeights.Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        }

        Assert.True(passedOver > 0, "No question made a weight negative: the rule was not tried.");
    }

    [Fact]
    public void Decompose_SumOfTwoWords_FindsBothWithTheirWeights()
    {
        var words = RandomWords(new Random(3));
        var target = new float[Dimension];
        for (var i = 0; i < Dimension; i++)
            target[i] = (0.5f * words[(7 * Dimension) + i]) + (1.5f * words[(31 * Dimension) + i]);

        var (chosen, weights) = Decompose(words, [], target, 5);

        Assert.Equal([31, 7], chosen);
        Assert.Equal(1.5f, weights[0], 1e-4f);
        Assert.Equal(0.5f, weights[1], 1e-4f);
    }

    [Fact]
    public void Decompose_WordThatWasShrunk_LosesToOneThatFitsWorse()
    {
        float[] words = [1, 0, 0.8f, 0.6f];

        Assert.Equal([0], Decompose(words, [], [1, 0], 1).Chosen);
        Assert.Equal([1], Decompose(words, [0.5f, 1], [1, 0], 1).Chosen);
    }

    [Fact]
    public void Decompose_OnlyOppositeWords_TakesNone() => Assert.Empty(Decompose([-1, 0, -0.6f, -0.8f], [], [1, 0], 2).Chosen);

    [Fact]
    public void Decompose_SameWordTwice_TakesItOnce() => Assert.Equal([0], Decompose([0.6f, 0.8f, 0.6f, 0.8f], [], [1, 0], 2).Chosen);

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 33, 33)]
    [InlineData(2, 2, 1)]
    public void Decompose_LengthsThatDoNotBelongTogether_IsRefused(int target, int chosen, int weights) =>
        Assert.Throws<ArgumentException>(() => MatchingPursuit.Decompose(
            Words([1, 0, 0, 1], [], dimension: 2), new float[target], new int[chosen], new float[weights]));

    [Fact]
    public void Decompose_InTheSteadyState_AllocatesNothing()
    {
        var (words, target) = (Words(RandomWords(new Random(1)), [], Dimension), RandomUnit(new Random(2)));
        var (chosen, weights) = (new int[5], new float[5]);
        MatchingPursuit.Decompose(words, target, chosen, weights);
        var before = GC.GetAllocatedBytesForCurrentThread();

        MatchingPursuit.Decompose(words, target, chosen, weights);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static (int[] Chosen, float[] Weights) Decompose(float[] words, float[] norms, float[] target, int most)
    {
        var (chosen, weights) = (new int[most], new float[most]);
        var taken = MatchingPursuit.Decompose(Words(words, norms, target.Length), target, chosen, weights);
        return (chosen[..taken], weights[..taken]);
    }

    /// <summary>Words named by their numbers, each vector as long as its norm; 1 where there are no norms.</summary>
    private static WordVectors Words(float[] rows, float[] norms, int dimension) => new(
        [.. Enumerable.Range(0, rows.Length / dimension).Select(word => $"{word}")],
        [.. rows.Select((value, i) => value * (norms.Length > 0 ? norms[i / dimension] : 1))]);

    /// <summary>Every candidate of every step by the normal equations, in double precision.</summary>
    private static (int[] Chosen, double[] Weights, int PassedOver) DecomposeByDefinition(
        float[] words, float[] norms, float[] target, int most)
    {
        var chosen = new List<int>();
        var (weights, passedOver) = (Array.Empty<double>(), 0);
        while (chosen.Count < most)
        {
            var rest = target.Select((value, i) => value - chosen.Select((word, c) => weights[c] * Row(words, word)[i]).Sum()).ToArray();
            var candidates = Enumerable.Range(0, Count).Except(chosen)
                .Select(word => (Word: word, Gain: (norms.Length > 0 ? norms[word] : 1) * Dot(Row(words, word), rest)))
                .Where(candidate => candidate.Gain > 1e-5).OrderByDescending(candidate => candidate.Gain)
                .Select(candidate => candidate.Word);
            var found = false;
            foreach (var word in candidates)
            {
                var solution = LeastSquares([.. chosen.Append(word).Select(other => Row(words, other))], target);
                if (Array.TrueForAll(solution, weight => weight > 0))
                {
                    (weights, found) = (solution, true);
                    chosen.Add(word);
                    break;
                }

                passedOver++;
            }

            if (!found)
                break;
        }

        return ([.. chosen], weights, passedOver);
    }

    /// <summary>Gauss-Jordan on the normal equations.</summary>
    private static double[] LeastSquares(double[][] rows, float[] target)
    {
        var n = rows.Length;
        var system = rows.Select(a => rows.Select(b => Dot(a, b)).Append(a.Zip(target, (x, y) => x * y).Sum()).ToArray()).ToArray();
        for (var pivot = 0; pivot < n; pivot++)
        {
            system[pivot] = [.. system[pivot].Select(value => value / system[pivot][pivot])];
            for (var other = 0; other < n; other++)
                if (other != pivot)
                    system[other] = [.. system[other].Select((value, i) => value - (system[other][pivot] * system[pivot][i]))];
        }

        return [.. system.Select(row => row[n])];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Row(float[] words, int word) =>
        [.. words.Skip(word * Dimension).Take(Dimension).Select(value => (double)value)];

    private static float[] FormulaWords() =>
        [.. Enumerable.Range(0, Count).SelectMany(j => Unit([.. Enumerable.Range(0, Dimension)
            .Select(i => (float)(Math.Sin(0.37 * (j + 1) * (i + 1)) + Math.Cos(0.11 * (j + 3) * (i + 2))))]))];

    private static float[] RandomWords(Random random) => [.. Enumerable.Range(0, Count).SelectMany(_ => RandomUnit(random))];

    private static float[] RandomUnit(Random random) =>
        Unit([.. Enumerable.Range(0, Dimension).Select(_ => random.NextSingle() - 0.35f)]);

    private static float[] Unit(float[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => (double)value * value));
        return [.. vector.Select(value => (float)(value / length))];
    }
}
