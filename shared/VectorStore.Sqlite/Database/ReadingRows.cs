namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Counts what is written in the images, from an index that has nothing but tenant and reading.</summary>
internal static class ReadingRows
{
    /// <summary>The character behind 'z': behind every reading that begins with a prefix, and before all others that follow.</summary>
    private const char AfterLast = '{';

    public static List<ReadingCount> List(ReadSession session, string tenant, string prefix, int limit)
    {
        Statement rows = session.Statement(
            """
            select reading, count(*) from words
            where tenant = (select id from tenants where name = ?1) and reading <> '' and reading >= ?2 and reading < ?3
            group by reading order by count(*) desc, reading limit ?4
            """)
            .Bind(1, tenant).Bind(2, prefix).Bind(3, prefix + AfterLast).Bind(4, limit);
        var readings = new List<ReadingCount>();
        while (rows.Step())
            readings.Add(new ReadingCount(rows.Text(0), rows.Long(1)));
        return readings;
    }
}
