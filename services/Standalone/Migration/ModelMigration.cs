using Indexing.Ingest.Migration;
using Indexing.Search.Recall;
using Indexing.Standalone.Rendering;
using Indexing.VectorStore;
using Indexing.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Migration;

/// <summary>
/// From one model pack to another without downtime:
/// <list type="number">
/// <item>take the generation that the new pack began, or add one</item>
/// <item>build: read every picture again, pass after pass, until the rest is what was announced meanwhile</item>
/// <item>verify: what the active generation finds, the new one must find</item>
/// <item>switch: one change; every process follows within seconds</item>
/// <item>settle: what was still written to the old one is taken up</item>
/// </list>
/// All state is in the index itself, so a run that was killed in any step is finished by the next one.
/// </summary>
internal sealed class ModelMigration(GenerationSession session, MigrationOptions options, TextWriter output)
{
    /// <summary>A pass that copies no more than this is short enough to be left to the last step.</summary>
    private const int FewPictures = 20;

    /// <summary>Pictures that come faster than they are read again would never let the passes end.</summary>
    private const int MostPasses = 20;

    private static readonly TimeSpan SettlePause = TimeSpan.FromSeconds(1);

    /// <summary>Migrates.</summary>
    /// <param name="wanted">Id of a model pack, or of both, as <see cref="ModelSet.Change"/> has them.</param>
    /// <param name="cancellationToken">Stops where it is; the next run goes on.</param>
    /// <exception cref="UsageException">There is nothing to migrate.</exception>
    /// <exception cref="NotAsGoodException">The new generation is not as good as it must be; the active one stays.</exception>
    public async Task MigrateAsync(string wanted, CancellationToken cancellationToken)
    {
        var active = await session.Generations.GetActiveAsync(cancellationToken);
        if (active.Model is null)
        {
            throw new UsageException(
                $"The index is empty: set Inference:ModelPack and Inference:SentencePack to what {wanted} names and index with them.");
        }

        var model = ModelSet.Change(wanted, active.Model);
        session.DemandInstalled(model);
        if (active.Model == model)
        {
            await FinishAsync(active, cancellationToken);
            return;
        }

        // 1. take or add
        var next = (await session.Generations.ListAsync(cancellationToken))
            .FirstOrDefault(generation => generation.Role != GenerationRole.Active && generation.Model == model)
            ?? await session.Generations.AddAsync(model, cancellationToken);
        await using var here = session.Open(active);
        await using var there = session.Open(next);
        await output.WriteLineAsync($"generation {active.Name} ({active.Model}) is active; building generation {next.Name} ({model})");

        // 2. build
        await BuildAsync(session.Copy(here, there), cancellationToken);
        if (options.Copy.Parts > 1)
        {
            await output.WriteLineAsync(
                $"part {options.Copy.Part + 1} of {options.Copy.Parts} is built; when all are, run the command without --part");
            return;
        }

        // 3. verify
        await VerifyAsync(here, there, cancellationToken);

        // 4. switch
        await session.Generations.ActivateAsync(next.Name, cancellationToken);
        await output.WriteLineAsync($"generation {next.Name} ({model}) is active now");

        // 5. settle
        await SettleAsync(session.Copy(here, there), cancellationToken);
        await output.WriteLineAsync(
            $"done; the way back is: models rollback --to {active.Model}. To free its space: models drop {active.Name}");
    }

    /// <summary>
    /// Makes the generation of a model pack active again, and brings it up to date afterwards: the way back must be short. Repeated, it
    /// only does the latter.
    /// </summary>
    /// <param name="model">Id of the model pack to go back to, or of both.</param>
    /// <param name="cancellationToken">Stops where it is; the next run goes on.</param>
    /// <exception cref="UsageException">There is no such generation.</exception>
    public async Task RollBackAsync(string model, CancellationToken cancellationToken)
    {
        session.DemandInstalled(model);
        var generations = await session.Generations.ListAsync(cancellationToken);
        if (generations[0].Model == model)
        {
            await FinishAsync(generations[0], cancellationToken);
            return;
        }

        var former = generations.FirstOrDefault(generation => generation.Role == GenerationRole.Former && generation.Model == model)
            ?? throw new UsageException($"The generation before the active one was not made by {model}; see: models list");
        await session.Generations.ActivateAsync(former.Name, cancellationToken);
        await output.WriteLineAsync($"generation {former.Name} ({former.Model}) is active again");
        await using var source = session.Open(generations[0]);
        await using var target = session.Open(former);
        await SettleAsync(session.Copy(source, target), cancellationToken);
        await output.WriteLineAsync("done");
    }

    /// <summary>An earlier run may have been killed after the switch.</summary>
    private async Task FinishAsync(Generation active, CancellationToken cancellationToken)
    {
        var former = (await session.Generations.ListAsync(cancellationToken))
            .FirstOrDefault(generation => generation.Role == GenerationRole.Former);
        await output.WriteLineAsync($"generation {active.Name} ({active.Model}) is active already");
        if (former is null)
            return;
        await using var source = session.Open(former);
        await using var target = session.Open(active);
        await SettleAsync(session.Copy(source, target), cancellationToken);
        await output.WriteLineAsync("done");
    }

    private async Task BuildAsync(GenerationCopy copy, CancellationToken cancellationToken)
    {
        // What could not be read in an earlier run may be there now.
        var pass = options.Copy with { TriesCarriedAgain = true };
        var isBehind = true;
        for (var number = 1; isBehind && number <= MostPasses; number++)
        {
            var count = await copy.CountAsync(pass, cancellationToken);
            isBehind = count.Missing > 0;
            if (!isBehind)
                break;
            var report = await ProgressDisplay.RunAsync(
                $"building, pass {number}", "images", count.Missing, advance => copy.RunAsync(pass, advance, cancellationToken));
            await output.WriteLineAsync($"pass {number}: {report.Copied} pictures");
            isBehind = report.Copied > FewPictures;
            pass = options.Copy;
        }

        if (isBehind)
            throw new NotAsGoodException(
                "Pictures are announced faster than they are read again. Nothing was made active. Repeat the command with a higher --rate "
                + "or --parallel, or while less is announced.");

        var carried = (await copy.CountAsync(options.Copy, cancellationToken)).Carried;
        if (carried == 0)
            return;
        await output.WriteLineAsync($"{carried} pictures could not be read again and keep the words that the former model read");
        if (!options.Carries)
            throw new NotAsGoodException(
                $"{carried} pictures could not be read again; the log says why. Nothing was made active. Mend it and repeat the command, "
                + "or let them keep their words with --carry.");
    }

    private async Task VerifyAsync(IServiceProvider here, IServiceProvider there, CancellationToken cancellationToken)
    {
        var queries = options.Golden
            ?? await GoldenSample.DrawAsync(here.GetRequiredService<IVectorStore>(), options.SampleSize, cancellationToken);
        if (queries.Count == 0 && await HasWordsAsync(here.GetRequiredService<IVectorStore>(), cancellationToken))
            throw new NotAsGoodException(
                "No question could be drawn from the index (words of four letters or more, read with confidence, in at most ten pictures), "
                + "so nothing is verified, and nothing was made active. Name questions with --golden FILE.");
        var before = await RecallCheck.MeasureAsync(GenerationSession.SearchOf(here), queries, cancellationToken);
        var after = await RecallCheck.MeasureAsync(GenerationSession.SearchOf(there), queries, cancellationToken);
        await output.WriteLineAsync(FormattableString.Invariant(
            $"recall@10 of {queries.Count} questions: {before:0.0000} active, {after:0.0000} new"));
        if (after < before - options.Tolerance)
            throw new NotAsGoodException(FormattableString.Invariant(
                $"The new generation finds less: recall@10 {after:0.0000} against {before:0.0000}, allowed are {options.Tolerance} less. ")
                + "It was not made active. Look at the questions (--golden FILE takes your own), or allow more with --tolerance.");
    }

    private static async Task<bool> HasWordsAsync(IVectorStore store, CancellationToken cancellationToken)
    {
        foreach (var tenant in await store.ListTenantsAsync(cancellationToken))
            if ((await store.GetStatisticsAsync(tenant, cancellationToken)).Words > 0)
                return true;
        return false;
    }

    /// <summary>
    /// Until a whole pass has found nothing that began when nothing had been written to the source for a while: before that some process
    /// may not have followed.
    /// </summary>
    private async Task SettleAsync(GenerationCopy copy, CancellationToken cancellationToken)
    {
        var (taken, quiet) = (0, TimeProvider.System.GetTimestamp());
        long begun;
        do
        {
            if (taken > 0 || options.Settle > TimeSpan.Zero)
                await Task.Delay(SettlePause, cancellationToken);
            begun = TimeProvider.System.GetTimestamp();
            var report = await copy.RunAsync(options.Copy, static () => { }, cancellationToken);
            taken += report.Copied;
            if (report.Copied > 0)
                quiet = TimeProvider.System.GetTimestamp();
        }
        while (TimeProvider.System.GetElapsedTime(quiet, begun) < options.Settle);

        await output.WriteLineAsync($"{taken} pictures taken up that were written meanwhile");
    }
}
