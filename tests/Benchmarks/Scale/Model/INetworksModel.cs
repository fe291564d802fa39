namespace Indexing.Benchmarks.Scale.Model;

/// <summary>What runs a worker's networks.</summary>
internal interface INetworksModel
{
    /// <summary>Set when the words of a picture are found.</summary>
    Signal Detect(PictureCost cost);

    /// <summary>Set when the words of a picture have vectors.</summary>
    Signal Embed(PictureCost cost);
}
