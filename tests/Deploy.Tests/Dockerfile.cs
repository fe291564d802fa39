namespace Indexing.Deploy.Tests;

/// <summary>A Dockerfile, as <c>tests/Deploy/read.mjs</c> tells it.</summary>
internal sealed record Dockerfile
{
    /// <summary>What the linter says.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required IReadOnlyList<Instruction> Instructions { get; init; }

    /// <summary>Those of the image itself, from the last FROM on.</summary>
    public IEnumerable<Instruction> Final =>
        Instructions.Skip(Instructions.Index().Last(entry => entry.Item.Keyword == "FROM").Index);

    /// <summary>The last of a kind in the image itself.</summary>
    public Instruction? Last(string keyword) => Final.LastOrDefault(instruction => instruction.Keyword == keyword);

    /// <summary>Values that the file gives to ARGs before the first FROM.</summary>
    public IReadOnlyDictionary<string, string?> Arguments => Instructions.TakeWhile(instruction => instruction.Keyword != "FROM")
        .SelectMany(instruction => instruction.Properties).ToDictionary();

    /// <summary>The environment that the image itself sets.</summary>
    public IReadOnlyDictionary<string, string?> Environment =>
        Final.Where(instruction => instruction.Keyword == "ENV").SelectMany(instruction => instruction.Properties).ToDictionary();

    /// <summary>The port that is exposed, or <see langword="null"/>.</summary>
    public int? Port => int.TryParse(Last("EXPOSE")?.Text, out var port) ? port : null;

    /// <summary>The project that is published.</summary>
    public string? Project => Instructions
        .Where(instruction => instruction.Keyword == "RUN" && instruction.Text.Contains("dotnet publish ", StringComparison.Ordinal))
        .SelectMany(instruction => instruction.Arguments).LastOrDefault(argument => argument.EndsWith(".csproj", StringComparison.Ordinal));
}
