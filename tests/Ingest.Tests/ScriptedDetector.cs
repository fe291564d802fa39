using Indexing.Vision;
using Indexing.Vision.Detection;
using Indexing.Vision.Imaging;

namespace Indexing.Ingest.Tests;

/// <summary>A detector that sees what the test says.</summary>
internal sealed class ScriptedDetector : ITextDetector
{
    /// <summary>What it sees; in pixels of the decoded picture.</summary>
    public IReadOnlyList<Quad> Words { get; set; } = [Quad.FromRectangle(32, 20, 64, 20)];

    /// <summary>What it does before.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public async Task DetectAsync(DecodedImage image, List<TextRegion> regions, CancellationToken cancellationToken)
    {
        await Before();
        regions.Clear();
        regions.AddRange(Words.Select(quad => new TextRegion(quad, 0.75f)));
    }
}
