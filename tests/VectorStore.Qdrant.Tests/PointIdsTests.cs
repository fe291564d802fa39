namespace Indexing.VectorStore.Qdrant.Tests;

public sealed class PointIdsTests
{
    private static readonly ImageKey Stored = new("tenant", "ä/1");

    [Fact]
    public void Ids_OfOneImage_AreVersion5AndDiffer()
    {
        var key = new ImageKey("tenant", "a");
        string[] ids =
        [
            PointIds.Image(key), PointIds.Record(key, 1, 1), PointIds.Record(key, 1, 2), PointIds.Record(key, 2, 1),
            PointIds.Word(key, 1, 1, 0), PointIds.Word(key, 1, 1, 1), PointIds.Word(key, 1, 2, 0),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(5, Guid.Parse(id).Version));
        Assert.All(ids, id => Assert.InRange(Guid.Parse(id).Variant, 8, 11));
    }

    /// <summary>From Python's uuid.uuid5. Other ids would orphan every point that is already stored.</summary>
    [Fact]
    public void Ids_OfStoredPoints_NeverChange() => Assert.Equal(
        ("da56e644-31fd-59e6-b0cd-7e8d36829f41", "794437a4-061f-55ae-bf79-a8ed2d642c24", "0e14647a-73bc-5f38-9c92-1bffab135a83"),
        (PointIds.Image(Stored), PointIds.Record(Stored, 7, 9), PointIds.Word(Stored, 7, 9, 3)));

    [Fact]
    public void SortKey_AnyIds_SortsLikeTheirBeginnings()
    {
        string[] ids = ["0", "A", "Z", "a", "a1", "a10", "aaaa", "b", "ä", "\u8000", "\uD83D\uDE00", "\uE000", "\uFFFD"];

        Assert.Equal(ids, ids.OrderBy(PointIds.SortKey).ThenBy(id => id, StringComparer.Ordinal));
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(PointIds.SortKey("photo-1"), PointIds.SortKey("photo-2"));
    }
}
