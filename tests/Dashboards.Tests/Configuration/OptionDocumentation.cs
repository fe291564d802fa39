using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Indexing.Contracts;

namespace Indexing.Dashboards.Tests.Configuration;

/// <summary>The XML documentation of options as Markdown in one line.</summary>
internal static partial class OptionDocumentation
{
    private static readonly Assembly[] Libraries = [typeof(TenantAccess).Assembly, .. AppDomain.CurrentDomain.GetAssemblies()];

    public static string Of(Type type) => Of(type.Assembly, $"T:{type.FullName}", type);

    public static string Of(PropertyInfo property) =>
        Of(property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}", property.DeclaringType);

    private static string Of(Assembly assembly, string member, Type owner)
    {
        var documents = XDocument.Load(Path.ChangeExtension(assembly.Location, "xml"), LoadOptions.PreserveWhitespace);
        var summary = documents.Descendants("member").SingleOrDefault(element => (string?)element.Attribute("name") == member)
            ?.Element("summary") ?? throw new InvalidOperationException($"{member} has no documentation.");
        var text = string.Concat(summary.Nodes().Select(node => Text(node, owner)));
        return WhiteSpace().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Text(XNode node, Type owner) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => string.Join(", ", Names(see, owner).Select(name => $"`{name}`")),
        XElement other => " " + string.Concat(other.Nodes().Select(inner => Text(inner, owner))),
        _ => "",
    };

    /// <summary>Another option by its key; a constant, or all constants of a type, by value; anything else by its last name.</summary>
    private static IEnumerable<string> Names(XElement see, Type owner)
    {
        if (see.Attribute("langword") is { } word)
            return [word.Value];
        var path = see.Attribute("cref")!.Value[2..];
        if (Find(path) is { } all)
            return Constants(all).Select(constant => (string)constant.GetRawConstantValue()!);
        var (type, member) = (Find(path[..path.LastIndexOf('.')]), path[(path.LastIndexOf('.') + 1)..]);
        if (type is not null && Constants(type).FirstOrDefault(constant => constant.Name == member) is { } value)
            return [(string)value.GetRawConstantValue()!];
        return type?.GetField("SectionName")?.GetRawConstantValue() is string section && type != owner ? [$"{section}:{member}"] : [member];
    }

    private static Type? Find(string name) =>
        Libraries.Select(library => library.GetType(name)).FirstOrDefault(found => found is not null);

    private static IEnumerable<FieldInfo> Constants(Type type) => type.GetFields().Where(field => field.IsLiteral);

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
