using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Indexing.Benchmarks.VectorSearch;

/// <summary>The other alternative: sqlite-vec's vec0 table, exact scan, best 500; reads no rows beside id and distance.</summary>
internal static class SqliteVecScan
{
    public static Latencies Run(string directory, bool asInt8, int words, int queries, int limit)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, $"vec-{(asInt8 ? "int8" : "float")}-{words}.db");
        bool exists = File.Exists(path);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.EnableExtensions(true);
        connection.LoadExtension(Path.Combine(AppContext.BaseDirectory, "vec0"));
        var cloud = new WordCloud(seed: 1000);
        if (!exists)
            Fill(connection, cloud, asInt8, words);
        var latencies = new Latencies();
        for (int i = 0; i < queries + 1; i++)
        {
            byte[] query = Next(cloud, asInt8);
            if (i == 0)
                Search(connection, query, asInt8, limit);
            else
                latencies.Measure(() => Search(connection, query, asInt8, limit));
        }
        return latencies;
    }

    private static void Fill(SqliteConnection connection, WordCloud cloud, bool asInt8, int words)
    {
        using SqliteCommand create = connection.CreateCommand();
        create.CommandText = asInt8
            ? "pragma synchronous=off; create virtual table v using vec0(id integer primary key, e int8[256] distance_metric=cosine)"
            : "pragma synchronous=off; create virtual table v using vec0(id integer primary key, e float[256] distance_metric=cosine)";
        create.ExecuteNonQuery();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = asInt8 ? "insert into v values ($id, vec_int8($e))" : "insert into v values ($id, $e)";
        SqliteParameter id = insert.Parameters.Add("$id", SqliteType.Integer);
        SqliteParameter vector = insert.Parameters.Add("$e", SqliteType.Blob);
        for (int i = 0; i < words; i++)
        {
            id.Value = i + 1;
            vector.Value = Next(cloud, asInt8);
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static void Search(SqliteConnection connection, byte[] query, bool asInt8, int limit)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = asInt8
            ? "select id, distance from v where e match vec_int8($e) and k = $k"
            : "select id, distance from v where e match $e and k = $k";
        command.Parameters.AddWithValue("$e", query);
        command.Parameters.AddWithValue("$k", limit);
        using SqliteDataReader rows = command.ExecuteReader();
        int count = 0;
        while (rows.Read())
            count++;
        if (count != limit)
            throw new InvalidOperationException($"sqlite-vec found {count} words instead of {limit}.");
    }

    private static byte[] Next(WordCloud cloud, bool asInt8)
    {
        float[] vector = new float[WordCloud.Dimension];
        cloud.Next(vector);
        if (!asInt8)
            return MemoryMarshal.AsBytes<float>(vector).ToArray();
        float scale = 127 / vector.Max(MathF.Abs);
        return [.. vector.Select(x => (byte)(sbyte)MathF.Round(x * scale))];
    }
}
