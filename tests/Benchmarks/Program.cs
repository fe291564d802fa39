using System.CommandLine;
using Indexing.Benchmarks.Ingest;
using Indexing.Benchmarks.Load;
using Indexing.Benchmarks.Scale;
using Indexing.Benchmarks.VectorSearch;

// dotnet run -c Release --project tests/Benchmarks -- <command> --help
var root = new RootCommand("Measurements of the product; each command prints markdown for tests/Benchmarks/results.")
{
    IngestCommand.Create(),
    LoadCommand.Create(),
    ScaleCommand.Create(),
    VectorsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
