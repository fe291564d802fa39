namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>Pictures of a folder, taken one after the other and again from the start when all were taken.</summary>
internal sealed class PictureSample
{
    private const int ShuffleSeed = 1;
    private readonly List<string> _files;
    private int _taken;

    private PictureSample(IEnumerable<string> files) => _files = [.. files];

    /// <summary>
    /// Two samples without a common picture, for calibration and for what is predicted: every second file of a fixed random order, since
    /// neighbours by name may be of one place.
    /// </summary>
    /// <exception cref="InvalidDataException">There are fewer pictures than a half needs.</exception>
    public static (PictureSample Calibration, PictureSample Check) Halves(string folder, int atLeast)
    {
        var files = Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToArray();
        if (files.Length / 2 < atLeast)
            throw new InvalidDataException($"{folder} has {files.Length} files; at least {2 * atLeast} pictures are needed.");
        new Random(ShuffleSeed).Shuffle(files);
        return (new(files.Where((_, i) => i % 2 == 0)), new(files.Where((_, i) => i % 2 == 1)));
    }

    /// <summary>The next pictures.</summary>
    public IReadOnlyList<string> Take(int pictures)
    {
        var taken = Enumerable.Range(_taken, pictures).Select(i => _files[i % _files.Count]).ToList();
        _taken += pictures;
        return taken;
    }
}
