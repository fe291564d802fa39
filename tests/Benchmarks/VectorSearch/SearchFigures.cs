namespace Indexing.Benchmarks.VectorSearch;

/// <summary>What <see cref="StoreSearch"/> has measured.</summary>
/// <param name="First">The first search of the process: opens the database, maps and checks the segment files.</param>
/// <param name="All">Searches over all words.</param>
/// <param name="Few">The same searches for 10 words: nearly the scan alone.</param>
/// <param name="Tagged">The same searches among the images of one tag in a hundred; the tag is new to each search.</param>
/// <param name="Reranked">Searches over all words with the likelihood of every candidate.</param>
/// <param name="Peak">The largest of each kind of memory, looked at after each search.</param>
internal sealed record SearchFigures(
    Latencies First, Latencies All, Latencies Few, Latencies Tagged, Latencies Reranked, ProcessMemory Peak);
