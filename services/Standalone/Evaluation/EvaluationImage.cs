namespace Indexing.Standalone.Evaluation;

/// <summary>One line of a set's <c>gt.jsonl</c>.</summary>
internal sealed record EvaluationImage
{
    /// <summary>File name below <c>images/</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The word of a crop; <see langword="null"/> for photographs.</summary>
    public string? Text { get; init; }

    /// <summary>The words of a photograph.</summary>
    public IReadOnlyList<EvaluationInstance> Instances { get; init; } = [];

    /// <summary>Phrases with the places that they mean.</summary>
    public IReadOnlyList<EvaluationPhrase> Phrases { get; init; } = [];

    /// <summary>Part of the set, for example <c>train</c> or <c>dev</c>; <see langword="null"/>: the set has no parts.</summary>
    public string? Split { get; init; }

    /// <summary>Sentences that describe it.</summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <summary>What is legibly written on it, normalised.</summary>
    public IEnumerable<string> Texts() =>
        (Text is null ? Instances.Where(instance => !instance.IsIgnored).Select(instance => instance.Text) : [Text])
        .Select(ProtocolText.Normalize).Where(text => text.Length > 0);
}
