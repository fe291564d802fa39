// Sources, meters and their listeners belong to the process: two hosts side by side would record each other's spans.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
