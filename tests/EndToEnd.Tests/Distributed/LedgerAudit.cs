using Indexing.VectorStore;

namespace Indexing.EndToEnd.Tests.Distributed;

/// <summary>One comparison of the books with the store and the dead letters.</summary>
internal sealed class LedgerAudit
{
    private const int PageSize = 1000;
    private readonly List<IGrouping<ImageKey, LedgerLine>> _pictures;
    private readonly HashSet<(ImageKey Key, long Version)> _published;
    private readonly IReadOnlyList<DeadLetter> _deadLetters;
    private readonly Dictionary<string, DeadLetter> _deadByImage = [];
    private readonly Dictionary<ImageKey, ImageRecord> _records = [];
    private readonly Dictionary<ImageKey, string> _words = [];
    private readonly List<string> _duplicated = [];
    private readonly List<string> _unexpected = [];

    public LedgerAudit(IReadOnlyCollection<LedgerLine> lines, IReadOnlyList<DeadLetter> deadLetters)
    {
        _pictures = [.. lines.GroupBy(line => line.Key)];
        _published = [.. lines.Select(line => (line.Key, line.Version))];
        _deadLetters = deadLetters;
        foreach (var letter in deadLetters.Where(letter => letter.ImageId is not null))
            if (!_deadByImage.TryAdd(letter.ImageId!, letter))
                _duplicated.Add($"{letter.ImageId}: two dead letters");
    }

    public async Task ReadAsync(IVectorStore store)
    {
        foreach (var tenant in _pictures.Select(picture => picture.Key.Tenant).Distinct())
        {
            string? last = null;
            while (await store.ListImagesAsync(tenant, status: null, last, PageSize, CancellationToken.None) is { Count: > 0 } page)
            {
                foreach (var record in page)
                    await ReadAsync(store, record);
                last = page[^1].Key.ImageId;
            }
        }
    }

    public LedgerReport Report() => new()
    {
        Confirmed = _pictures.Count(picture => picture.Any(line => line.IsConfirmed)),
        Indexed = _records.Values.Count(record => record.Status == ImageStatus.Indexed),
        Lost = [.. Newest().Where(line => !IsFinished(line.Key) && !_deadByImage.ContainsKey(line.Key.ImageId)).Select(Name)],
        Duplicated =
        [
            .. _duplicated,
            .. Newest().Where(line => IsFinished(line.Key) && _deadByImage.ContainsKey(line.Key.ImageId)).Select(Name),
        ],
        Unexpected = _unexpected,
        HealthyDeadLetters = [.. Newest().Where(line => line.Expected.Status is not null)
            .Where(line => _deadByImage.ContainsKey(line.Key.ImageId)).Select(line => _deadByImage[line.Key.ImageId].ToString())],
        MuteDeadLetters = [.. _deadLetters.Where(letter => letter.Missing.Count > 0)
            .Select(letter => $"{letter.ImageId} lacks {string.Join(' ', letter.Missing)}")],
        Wrong = [.. Newest().Select(Difference).OfType<string>()],
        OtherWords = [.. Newest().Where(line => line.Words is not null && IsFinished(line.Key) && _words[line.Key] != line.Words)
            .Select(line => $"{Name(line)}: '{_words[line.Key]}' instead of '{line.Words}'")],
    };

    private async Task ReadAsync(IVectorStore store, ImageRecord record)
    {
        if (!_published.Contains((record.Key, record.Version)))
            _unexpected.Add($"{record.Key.ImageId} version {record.Version}");
        if (!_records.TryAdd(record.Key, record))
            _duplicated.Add($"{record.Key.ImageId}: two records");
        var words = await store.GetWordsAsync(record.Key, CancellationToken.None);
        if (words.Count != record.WordCount || words.Select(word => word.RegionIndex).Distinct().Count() != words.Count)
            _duplicated.Add($"{record.Key.ImageId}: {words.Count} words, its record says {record.WordCount}");
        _words[record.Key] = string.Join(' ', words.Select(word => word.Transcription));
    }

    /// <summary>Of every picture the message that must have won.</summary>
    private IEnumerable<LedgerLine> Newest() => _pictures
        .Where(picture => picture.Any(line => line.IsConfirmed))
        .Select(picture => picture.Where(line => line.IsConfirmed).MaxBy(line => line.Version)!);

    private bool IsFinished(ImageKey key) => _records.TryGetValue(key, out var record) && record.Status != ImageStatus.Pending;

    private string? Difference(LedgerLine line)
    {
        var isFinished = IsFinished(line.Key);
        if (line.Expected.Status is not { } status)
        {
            var reason = _deadByImage.TryGetValue(line.Key.ImageId, out var letter) ? letter.Reason : null;
            return isFinished || (reason is not null && reason != line.Expected.Reason)
                ? $"{Name(line)} is {(isFinished ? "in the store" : $"a dead letter for {reason}")}, expected {line.Expected}"
                : null;
        }

        if (!isFinished)
            return null;
        var record = _records[line.Key];
        return record.Status == status && record.Version == line.Version && record.RejectedReason == line.Expected.Reason
            ? null
            : $"{Name(line)} is {record.Status} {record.RejectedReason} version {record.Version}, expected {line}";
    }

    private static string Name(LedgerLine line) => line.Key.ImageId;
}
