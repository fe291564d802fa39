namespace Indexing.Benchmarks.Scale.Model;

/// <summary>A picture on its way. Times in seconds; not a number where it has not come yet.</summary>
/// <param name="cost">What it costs.</param>
/// <param name="published">When it was announced.</param>
internal sealed class Message(PictureCost cost, double published)
{
    public PictureCost Cost { get; } = cost;

    public double Published { get; } = published;

    /// <summary>When a worker took it in hand.</summary>
    public double Begun { get; set; } = double.NaN;

    /// <summary>When its words were in the store.</summary>
    public double Indexed { get; set; } = double.NaN;
}
