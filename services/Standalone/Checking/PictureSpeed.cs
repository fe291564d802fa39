namespace Indexing.Standalone.Checking;

/// <summary>How fast pictures are made findable.</summary>
/// <param name="Pictures">Different pictures.</param>
/// <param name="Stages">Milliseconds per photograph of each stage, one photograph at a time, in order.</param>
/// <param name="InHand">Photographs in hand at a time, for what follows.</param>
/// <param name="PerSecond">Photographs per second.</param>
/// <param name="BusyPercent">Share of the time in which the GPU computed; <see langword="null"/>: not known.</param>
internal sealed record PictureSpeed(
    int Pictures, IReadOnlyList<(string Stage, double Milliseconds)> Stages, int InHand, double PerSecond, double? BusyPercent);
