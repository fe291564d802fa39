// Sources, meters and their listeners belong to the process: servers side by side would record each other's spans and searches.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
