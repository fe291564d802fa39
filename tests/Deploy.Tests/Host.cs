using System.Reflection;
using System.Xml.Linq;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>A host of <c>services/</c>.</summary>
internal static class Host
{
    /// <summary>The name of the assembly that a project makes, from its file.</summary>
    public static string AssemblyOf(string project) =>
        XDocument.Load(Checkout.File(project)).Descendants("AssemblyName").Single().Value;

    /// <summary>The assembly of that name as it was built beside these tests.</summary>
    public static string BuiltAssembly(string name) => typeof(Host).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => attribute.Key == "StartedProgram").Select(attribute => attribute.Value!)
        .Single(path => Path.GetFileNameWithoutExtension(path) == name);
}
