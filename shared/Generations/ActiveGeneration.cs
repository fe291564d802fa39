using Indexing.VectorStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Indexing.Generations;

/// <summary>
/// The generation that this process works on. Asks the index every second which one is active; when another is, opens it beside the one in
/// use, loads its model pack, and only then changes over: work that began before ends on the old one, all other work is done by the new
/// one. So no question is ever asked with the vectors of one pack of the index of another, and nothing waits. Thread-safe.
/// </summary>
public sealed class ActiveGeneration : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly GenerationFactory _factory;
    private readonly IGenerations _generations;
    private readonly GenerationsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ActiveGeneration> _logger;

    private volatile OpenGeneration? _current;
    private volatile string? _model;
    private volatile Exception? _failure;
    private int _disposed;

    /// <summary>Opens nothing yet.</summary>
    public ActiveGeneration(
        GenerationFactory factory,
        IGenerations generations,
        GenerationsOptions options,
        TimeProvider clock,
        ILogger<ActiveGeneration> logger)
    {
        (_factory, _generations, _options, _clock, _logger) = (factory, generations, options, clock, logger);
    }

    /// <summary>Why the active generation is not the one in use; <see langword="null"/> when it is.</summary>
    public string? Lag => _failure?.Message;

    /// <summary>Id of the model pack in use; <see langword="null"/> before any is.</summary>
    public string? Model => _model;

    /// <summary>The right to use the services of the generation in use; the caller disposes it.</summary>
    /// <exception cref="VectorStoreException">No generation can be used now.</exception>
    public GenerationLease Rent()
    {
        var failure = _failure;
        while (_current is { } current && (failure is null || _options.GoesOnWithFormer))
            if (current.TryRent() is { } lease)
                return lease;
        throw new VectorStoreException(
            failure?.Message ?? "The index has not been asked yet which of its generations is active. Try again.",
            isTransient: failure is not VectorStoreException { IsTransient: false },
            failure);
    }

    /// <inheritdoc/>
    /// <exception cref="Exception">
    /// The first generation's parts cannot be started, for example because their device is not there.
    /// </exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await FollowAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the generation in use.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        base.Dispose();
        if (_current is { } current)
            await current.CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What cannot be loaded at first ends the process.
        if (_current is { } first)
            await first.Loaded.ConfigureAwait(false);
        try
        {
            while (true)
            {
                await Task.Delay(Interval, _clock, stoppingToken).ConfigureAwait(false);
                var isFirst = _current is null;
                await FollowAsync(stoppingToken).ConfigureAwait(false);
                if (isFirst && _current is { } opened)
                    await opened.Loaded.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The only way the watch ends.
        }
    }

    /// <summary>One look at the index.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        Generation active;
        try
        {
            active = await _generations.GetActiveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (VectorStoreException e)
        {
            if (_current is null && _failure?.Message != e.Message)
                _logger.Unknown(e, Interval);
            if (_current is null)
                _failure = e;
            return;
        }

        if (_current is not { } current)
            await OpenAsync(active, wait: false, cancellationToken).ConfigureAwait(false);
        else if (active.Name == current.Generation.Name && (active.Model ?? _model) == _model)
            _failure = null;
        else
            await ChangeAsync(current, active, cancellationToken).ConfigureAwait(false);
    }

    private async Task ChangeAsync(OpenGeneration former, Generation active, CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(active, wait: true, cancellationToken).ConfigureAwait(false);
            former.Retire();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (_failure?.Message != e.Message)
                _logger.CannotFollow(e, active.Name, active.Model, Interval);
            _failure = e;
        }
    }

    private async Task OpenAsync(Generation generation, bool wait, CancellationToken cancellationToken)
    {
        var open = new OpenGeneration(generation, _factory.Create(generation), e => _logger.Closed(e, generation.Name));
        try
        {
            await open.StartAsync(cancellationToken).ConfigureAwait(false);
            if (wait)
                await open.Loaded.ConfigureAwait(false);
            _model = _options.ModelOf(open.Services);
        }
        catch
        {
            await open.CloseAsync().ConfigureAwait(false);
            throw;
        }

        _current = open;
        _failure = null;
        GenerationsTelemetry.Use(generation, _model);
        _logger.Opened(generation.Name, _model);
    }
}
