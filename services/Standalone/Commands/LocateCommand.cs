using System.CommandLine;
using Indexing.Search.Localisation;
using Indexing.Standalone.Localisation;
using Indexing.Standalone.Rendering;
using Indexing.VectorStore;
using Indexing.Vision.Imaging;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Commands;

/// <summary><c>locate</c>: where in a picture something is, or is written.</summary>
internal static class LocateCommand
{
    private static readonly Argument<string> Picture = new("picture")
    {
        Description = "A .jpg, .png or .webp file, or the id of a picture of the index.",
        HelpName = "FILE|ID",
    };

    private static readonly Argument<string[]> Phrase = new("phrase")
    {
        Description = "A thing (the red ball), a thing by what is written on it (sign that says open), or '\"open\"' for words alone.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "PHRASE",
    };

    private static readonly Option<string> Index = CommonOptions.Index();
    private static readonly Option<string> Tenant = CommonOptions.Tenant();
    private static readonly Option<int> Top = CommonOptions.Number("--top", "How many places at most.", 3, 1, PhraseLocator.MostPlaces);
    private static readonly Option<bool> Json = CommonOptions.Json("Print the answer as JSON, in the form of POST /v1/images/ID/locate.");

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "JPEG file for a copy of the picture with the places framed.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command(
            "locate", "Shows where in a picture a phrase is. Exit code 4 when it is not found; all codes: see indexing --help.")
        {
            Picture, Phrase, Index, Tenant, Top, Out, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        File.Exists(arguments.GetRequiredValue(Picture))
            ? InFileAsync(arguments, cancellationToken)
            : InIndexAsync(arguments, cancellationToken);

    private static async Task<int> InFileAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var file = arguments.GetRequiredValue(Picture);
        using var host = await Composition.StartVisionAsync(cancellationToken);
        var decoded = host.Services.GetRequiredService<ImageDecoder>().Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        if (!decoded.IsDecoded)
            throw new UsageException($"{file}: {decoded.Rejection.Message}");
        using var picture = decoded.Image;
        var (reader, locator) = (
            host.Services.GetRequiredService<PictureWordsReader>(), host.Services.GetRequiredService<PhraseLocator>());
        return await ShowAsync(
            arguments,
            picture,
            phrase => reader.ReadAsync(
                picture,
                words => locator.LocateAsync(phrase, picture, words, arguments.GetRequiredValue(Top), cancellationToken),
                cancellationToken),
            cancellationToken);
    }

    private static async Task<int> InIndexAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var id = arguments.GetRequiredValue(Picture);
        var index = new IndexDirectory(arguments.GetRequiredValue(Index)).MustExist();
        using var host = await Composition.StartLocalAsync(index, index.ReadableFolders(), adjust: null, cancellationToken);
        var store = host.Services.GetRequiredService<IVectorStore>();
        var records = await store.GetImagesAsync([new ImageKey(arguments.GetRequiredValue(Tenant), id)], cancellationToken);
        if (records.Count == 0 || records[0].Status != ImageStatus.Indexed)
            throw new UsageException($"There is neither a file '{id}' nor a picture of this id in the index at '{index.Path}'.");
        using var stored = await host.Services.GetRequiredService<StoredPictures>().OpenAsync(records[0], cancellationToken);
        var picture = stored.Image ?? throw new UsageException($"{id}: {stored.Missing}");
        var (locator, words) = (host.Services.GetRequiredService<PhraseLocator>(), PictureWords.Stored(store, records[0]));
        return await ShowAsync(
            arguments,
            picture,
            phrase => locator.LocateAsync(phrase, picture, words, arguments.GetRequiredValue(Top), cancellationToken),
            cancellationToken);
    }

    private static async Task<int> ShowAsync(
        ParseResult arguments,
        DecodedImage picture,
        Func<string, Task<IReadOnlyList<LocatedPlace>>> locate,
        CancellationToken cancellationToken)
    {
        var phrase = string.Join(' ', arguments.GetRequiredValue(Phrase));
        var start = TimeProvider.System.GetTimestamp();
        var places = await locate(phrase);
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        PlaceView.Write(
            LocateAnswer.Of(phrase, places, picture.SourceWidth, picture.SourceHeight, elapsed), arguments.GetValue(Json));
        if (arguments.GetValue(Out) is { } path)
            await File.WriteAllBytesAsync(Path.GetFullPath(path), PlacePicture.Draw(picture, places), cancellationToken);
        return places.Count > 0 ? ExitCode.Success : ExitCode.NothingFound;
    }
}
