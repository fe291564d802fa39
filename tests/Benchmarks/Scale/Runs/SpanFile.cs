using System.Text;

namespace Indexing.Benchmarks.Scale.Runs;

/// <summary>The growing file of one worker.</summary>
internal sealed class SpanFile(string path)
{
    private readonly List<PictureSpans> _pictures = [];
    private readonly StringBuilder _line = new();
    private long _read;

    public string Path => path;

    /// <summary>Pictures until now, in the order in which they ended.</summary>
    public IReadOnlyList<PictureSpans> Read()
    {
        if (!File.Exists(path))
            return _pictures;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _read;
        int value;
        while ((value = stream.ReadByte()) >= 0)
        {
            _read++;
            if (value != '\n')
            {
                _line.Append((char)value);
                continue;
            }

            _pictures.Add(PictureSpans.Parse(_line.ToString()));
            _line.Clear();
        }

        return _pictures;
    }
}
