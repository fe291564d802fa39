using Indexing.Contracts;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>A picture under an id of its own; several may share a file.</summary>
/// <param name="ImageId">The picture.</param>
/// <param name="Path">Its file.</param>
/// <param name="Words">Texts that a run without fault finds in it; <see langword="null"/> when they are not compared.</param>
internal sealed record PictureFile(string ImageId, string Path, string? Words)
{
    public IngestImage Announce(long version = 1) => new()
    {
        ImageId = ImageId,
        Version = version,
        Source = new ImageSource { Uri = new Uri(Path).AbsoluteUri },
    };
}
