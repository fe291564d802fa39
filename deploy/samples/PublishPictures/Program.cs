using Indexing.Contracts;
using MassTransit;

// Publishes every picture of a folder as a MassTransit envelope and waits for the broker's confirmation of each:
//   dotnet run --project deploy/samples/PublishPictures -- amqp://guest:guest@127.0.0.1:45672/ ~/Pictures
// Plain JSON from any other language: deploy/scripts/publish.py.
if (args is not [var broker, var folder])
{
    Console.Error.WriteLine("Usage: PublishPictures BROKER FOLDER");
    return 2;
}

var bus = Bus.Factory.CreateUsingRabbitMq(transport => transport.Host(new Uri(broker)));
using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
await bus.StartAsync(patience.Token);
try
{
    var queue = await bus.GetSendEndpoint(new Uri("exchange:indexing.bulk"));
    foreach (var picture in new PictureFolder(folder).Announce())
        // Mandatory: where no queue takes the picture, this is an exception and no loss.
        await queue.Send(picture, send => ((RabbitMqSendContext)send).Mandatory = true, patience.Token);
    return 0;
}
finally
{
    await bus.StopAsync(CancellationToken.None);
}
