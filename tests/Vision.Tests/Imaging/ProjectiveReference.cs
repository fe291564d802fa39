namespace Indexing.Vision.Tests.Imaging;

/// <summary>The homography of a quad by solving its eight linear equations, in double precision.</summary>
internal static class ProjectiveReference
{
    /// <summary>Where the point (u, v) of the unit square lies in the quad.</summary>
    public static (double X, double Y) Map(Quad quad, double u, double v)
    {
        (double U, double V, System.Numerics.Vector2 To)[] pairs =
            [(0, 0, quad.TopLeft), (1, 0, quad.TopRight), (1, 1, quad.BottomRight), (0, 1, quad.BottomLeft)];
        var equations = new double[8, 9];
        for (var i = 0; i < 4; i++)
        {
            var (s, t, to) = pairs[i];
            Set(equations, 2 * i, [s, t, 1, 0, 0, 0, -s * to.X, -t * to.X, to.X]);
            Set(equations, 2 * i + 1, [0, 0, 0, s, t, 1, -s * to.Y, -t * to.Y, to.Y]);
        }
        var h = Solve(equations);
        var depth = h[6] * u + h[7] * v + 1;
        return ((h[0] * u + h[1] * v + h[2]) / depth, (h[3] * u + h[4] * v + h[5]) / depth);
    }

    private static void Set(double[,] matrix, int row, double[] values)
    {
        for (var i = 0; i < values.Length; i++) matrix[row, i] = values[i];
    }

    private static double[] Solve(double[,] matrix)
    {
        const int Size = 8;
        for (var pivot = 0; pivot < Size; pivot++)
        {
            var best = Enumerable.Range(pivot, Size - pivot).MaxBy(row => Math.Abs(matrix[row, pivot]));
            for (var i = 0; i <= Size; i++) (matrix[pivot, i], matrix[best, i]) = (matrix[best, i], matrix[pivot, i]);
            for (var row = 0; row < Size; row++)
            {
                if (row == pivot) continue;
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var i = pivot; i <= Size; i++) matrix[row, i] -= factor * matrix[pivot, i];
            }
        }
        return [.. Enumerable.Range(0, Size).Select(row => matrix[row, Size] / matrix[row, row])];
    }
}
