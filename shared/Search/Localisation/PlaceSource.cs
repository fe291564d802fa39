namespace Indexing.Search.Localisation;

/// <summary>What a place in a picture was found by.</summary>
public enum PlaceSource
{
    /// <summary>By what is to be seen there.</summary>
    Scene,

    /// <summary>By what is written there.</summary>
    Text,
}
