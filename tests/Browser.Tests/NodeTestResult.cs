namespace Indexing.Browser.Tests;

/// <summary>How a test of <c>tests/Browser</c> ended, as its <c>reporter.mjs</c> writes it.</summary>
/// <param name="File">Name of the file of the test.</param>
/// <param name="Name">Name of the test.</param>
/// <param name="Error">Why it failed; <see langword="null"/> when it did not.</param>
/// <param name="IsSkipped">Whether it was left out.</param>
public sealed record NodeTestResult(string File, string Name, string? Error, bool IsSkipped);
