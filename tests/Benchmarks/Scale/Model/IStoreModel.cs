namespace Indexing.Benchmarks.Scale.Model;

/// <summary>How a worker's words get into a store.</summary>
internal interface IStoreModel
{
    /// <summary>Set when the words of a picture are stored.</summary>
    Signal Replace(PictureCost cost);
}
