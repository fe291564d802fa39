namespace Indexing.Deploy.Tests;

/// <summary>An instruction of a Dockerfile, as <c>tests/Deploy/read.mjs</c> tells it.</summary>
internal sealed record Instruction
{
    /// <summary>In capitals.</summary>
    public required string Keyword { get; init; }

    /// <summary>Where it begins, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What follows the flags, on one line.</summary>
    public required string Text { get; init; }

    /// <summary>By name, without the dashes.</summary>
    public required IReadOnlyDictionary<string, string?> Flags { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The exec form; empty for the shell form.</summary>
    public required IReadOnlyList<string> Json { get; init; }

    /// <summary>Of ARG, ENV and LABEL.</summary>
    public required IReadOnlyDictionary<string, string?> Properties { get; init; }

    /// <summary>Of FROM.</summary>
    public string? Image { get; init; }

    /// <summary>Of FROM.</summary>
    public string? Stage { get; init; }
}
