using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;
using Microsoft.Extensions.Options;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>
/// Small pictures with words (the demo's, reduced, so that one costs about 20 ms), and the words that a run without broker and without
/// fault finds in each.
/// </summary>
internal sealed class PictureSet : IDisposable
{
    private const int Side = 384;
    private readonly Workplace _workplace = new();
    private readonly List<(string Path, string Words)> _files = [];

    private PictureSet()
    {
    }

    /// <summary>Folder of the files.</summary>
    public string Folder => _workplace.Pictures;

    public static async Task<PictureSet> CreateAsync()
    {
        var set = new PictureSet();
        var decoder = new ImageDecoder(Options.Create(new ImageDecodingOptions { MaxSide = Side }));
        foreach (var path in Workplace.DemoPictures)
        {
            using var picture = decoder.Decode(await File.ReadAllBytesAsync(path)).Image!;
            set._workplace.Add(Path.GetFileName(path), ImageAnnotator.Annotate(picture, [], PictureEncoding.Jpeg));
        }

        using var reference = await set._workplace.RunAsync(0, "index", "pictures");
        foreach (var picture in await set._workplace.ReadIndexAsync())
            set._files.Add((Path.Combine(set.Folder, picture.Name), picture.Words));
        Assert.NotEmpty(set._files.SelectMany(file => file.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return set;
    }

    /// <summary>So many pictures, each with an id of its own.</summary>
    public IEnumerable<PictureFile> Take(int count, string prefix = "picture") =>
        Enumerable.Range(0, count).Select(number => At(number, prefix));

    /// <summary>One of the pictures that <see cref="Take"/> counts through.</summary>
    public PictureFile At(int number, string prefix)
    {
        var (path, words) = _files[number % _files.Count];
        return new PictureFile($"{prefix}/{number:000000}", path, words);
    }

    public void Dispose() => _workplace.Dispose();
}
