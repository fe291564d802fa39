using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary>Options that several commands share; a new object for each command, as the parser wants it.</summary>
internal static class CommonOptions
{
    public static Option<string> Index() => new("--index")
    {
        Description = "Folder of the index; several processes may use it at once.",
        DefaultValueFactory = _ => IndexDirectory.Default,
        HelpName = "DIR",
    };

    public static Option<string> Tenant() => new("--tenant")
    {
        Description = "Owner of the pictures.",
        DefaultValueFactory = _ => "default",
        HelpName = "NAME",
    };

    public static Option<string[]> Tags(string description) => new("--tag")
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
        HelpName = "TAG",
    };

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>An option whose value must lie between two numbers.</summary>
    public static Option<int> Number(string name, string description, int defaultValue, int smallest, int largest)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => defaultValue, HelpName = "N" };
        option.Validators.Add(result =>
        {
            // Text that is no number at all is reported by the parser itself.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && (value < smallest || value > largest))
                result.AddError($"{name} is {value}; allowed are {smallest} to {largest}.");
        });
        return option;
    }

    /// <summary>An option for a score, 0..1.</summary>
    public static Option<double?> Score(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "0..1" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, out var value) && value is not (>= 0 and <= 1))
                result.AddError($"{name} is {value}; allowed are 0 to 1.");
        });
        return option;
    }
}
