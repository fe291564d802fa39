namespace Indexing.Standalone;

/// <summary>What the process tells the shell; stable.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Success = 0;

    /// <summary>
    /// Done, but some files are no pictures that can be indexed, or some pictures of a restored index must be announced again; they are
    /// listed.
    /// </summary>
    public const int SomeRejected = 1;

    /// <summary>Wrong arguments, no such folder or index, no picture in the folder.</summary>
    public const int Usage = 2;

    /// <summary>The index, a disk, the models or the broker failed; what was not done can be repeated.</summary>
    public const int Infrastructure = 3;

    /// <summary>A search found nothing above its threshold, or no dead letter has this id.</summary>
    public const int NothingFound = 4;

    /// <summary>A new generation of the index is not as good as the active one, and was not made active.</summary>
    public const int NotAsGood = 5;

    /// <summary>Ended by Ctrl-C; the same command goes on where it stopped.</summary>
    public const int Interrupted = 130;

    /// <summary>The codes for <c>--help</c>.</summary>
    public const string Help = """
        Exit codes: 0 done, 1 some files were rejected or must be announced again (listed), 2 wrong arguments or nothing there,
        3 the index, a disk, the models or the broker failed, 4 nothing was found,
        5 a new generation is not as good as the active one, 130 interrupted (repeat the command to go on).
        """;
}
