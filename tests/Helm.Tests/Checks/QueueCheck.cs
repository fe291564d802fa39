using Indexing.Ingest.RabbitMq;

namespace Indexing.Helm.Tests.Checks;

/// <summary>KEDA looks at every queue that workers consume, over the API that counts unacknowledged messages.</summary>
internal static class QueueCheck
{
    public static IEnumerable<string> Mistakes(Manifests manifests)
    {
        foreach (var triggers in manifests.OfKind("ScaledObject").Select(item => item.Items("spec", "triggers").ToList()))
        {
            var queues = triggers.Select(trigger => trigger.Text("metadata", "queueName")).ToList();
            foreach (var queue in IngestQueues.Work.Except(queues))
                yield return $"Nothing scales by {queue}.";
            foreach (var queue in queues.Except(IngestQueues.Work))
                yield return $"{queue} is no queue of the workers.";
            foreach (var trigger in triggers.Where(trigger =>
                trigger.Text("metadata", "protocol") != "http" || trigger.Text("metadata", "excludeUnacknowledged") != "false"))
                yield return $"{trigger.Text("metadata", "queueName")}: unacknowledged messages are not counted.";
            foreach (var entry in triggers.SelectMany(trigger => trigger.Entries("metadata"))
                .Where(entry => entry.Value!.GetValueKind() != System.Text.Json.JsonValueKind.String))
                yield return $"{entry.Key} of a trigger is no text.";
        }
    }
}
