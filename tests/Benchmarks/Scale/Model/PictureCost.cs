namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// What one picture costs, in seconds, as measured with one picture in hand on one core: processor time by stage, and what passed beside
/// it where the stage waits for a disk or for the broker.
/// </summary>
/// <param name="Fetch">Processor time of fetching.</param>
/// <param name="FetchWait">Waiting for the blob store.</param>
/// <param name="Decode">Processor time of decoding.</param>
/// <param name="Detect">Processor time of the detector, pixels to regions.</param>
/// <param name="Embed">Processor time of the word encoder, crops included.</param>
/// <param name="Describe">Processor time between the word encoder and the store.</param>
/// <param name="Replace">Processor time of storing.</param>
/// <param name="ReplaceWait">Waiting for the store, for SQLite the disk.</param>
/// <param name="Message">Processor time between two pictures: event, acknowledgement, next message, the runtime meanwhile.</param>
/// <param name="MessageWait">Waiting for the broker between two pictures.</param>
internal sealed record PictureCost(
    double Fetch,
    double FetchWait,
    double Decode,
    double Detect,
    double Embed,
    double Describe,
    double Replace,
    double ReplaceWait,
    double Message,
    double MessageWait)
{
    /// <summary>All processor time.</summary>
    public double Cpu => Fetch + Decode + Detect + Embed + Describe + Replace + Message;

    /// <summary>All waiting.</summary>
    public double Wait => FetchWait + ReplaceWait + MessageWait;
}
