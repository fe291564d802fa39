using System.Reflection;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>The programs that were built beside these tests.</summary>
internal static class StartedPrograms
{
    public static string Worker => Find("indexing-worker");

    public static string Query => Find("indexing-query");

    public static string Sample => Find("PublishPictures");

    private static string Find(string name)
    {
        var assemblies = typeof(StartedPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == "StartedProgram")
            .Select(attribute => attribute.Value!);
        return Path.ChangeExtension(assemblies.Single(path => Path.GetFileNameWithoutExtension(path) == name), null);
    }
}
