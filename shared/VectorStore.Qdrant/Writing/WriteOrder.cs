namespace Indexing.VectorStore.Qdrant.Writing;

/// <summary>
/// The total order of all writes of one image; the greatest write that has a record is the image. It is the port's rule as numbers:
/// the version decides, then deleted over indexed or rejected over pending, then which write knew of which.
/// </summary>
/// <param name="Version">The image's version.</param>
/// <param name="Rank">0 pending, 1 indexed or rejected, 2 deleted.</param>
/// <param name="Write">
/// A logical clock: one step above everything that the writer saw of the image, then 31 random bits that tell simultaneous writers
/// apart. Below 2^53 for the first four million rewrites of a version, so that every JSON reader keeps it exact.
/// </param>
internal readonly record struct WriteOrder(long Version, int Rank, long Write) : IComparable<WriteOrder>
{
    private const int RandomBits = 31;

    public static WriteOrder Of(ImageRecord image, long write) => new(image.Version, RankOf(image.Status), write);

    /// <summary>Words exist of indexed images only, hence their rank.</summary>
    public static WriteOrder OfWord(long version, long write) => new(version, RankOf(ImageStatus.Indexed), write);

    public static int RankOf(ImageStatus status) => status switch
    {
        ImageStatus.Pending => 0,
        ImageStatus.Deleted => 2,
        _ => 1,
    };

    /// <summary>The number of the next write of an image whose greatest known number is this one (0: none).</summary>
    public static long Next(long greatest, Random random) =>
        (((greatest >> RandomBits) + 1) << RandomBits) | random.NextInt64(1L << RandomBits);

    public int CompareTo(WriteOrder other) => (Version, Rank, Write).CompareTo((other.Version, other.Rank, other.Write));

    public static bool operator <(WriteOrder left, WriteOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(WriteOrder left, WriteOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(WriteOrder left, WriteOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(WriteOrder left, WriteOrder right) => left.CompareTo(right) >= 0;
}
