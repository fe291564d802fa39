using Indexing.Standalone;

return await CommandRunner.RunAsync(CommandRunner.CreateRoot().Parse(args));
