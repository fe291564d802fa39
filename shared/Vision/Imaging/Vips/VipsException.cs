namespace Indexing.Vision.Imaging.Vips;

/// <summary>A libvips operation failed. The text comes from a buffer that all threads share: for people, not for decisions.</summary>
internal sealed class VipsException(string operation, string message) : Exception($"{operation}: {message}");
