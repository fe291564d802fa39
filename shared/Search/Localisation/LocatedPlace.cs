using Indexing.Vision.Sentences;

namespace Indexing.Search.Localisation;

/// <summary>Where a phrase is in a picture.</summary>
/// <param name="Phrase">The part of the question that was found here: what is written, or the whole phrase.</param>
/// <param name="Box">The place, in shares of the upright picture.</param>
/// <param name="Score">How well it answers, 0..1.</param>
/// <param name="Source">What it was found by.</param>
public sealed record LocatedPlace(string Phrase, SceneBox Box, double Score, PlaceSource Source);
