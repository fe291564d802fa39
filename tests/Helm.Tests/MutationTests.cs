using System.Text.Json.Nodes;
using Indexing.Helm.Tests.Checks;

namespace Indexing.Helm.Tests;

/// <summary>Each check notices what it is for: a manifest that was right is made wrong in one place.</summary>
public sealed class MutationTests
{
    private static readonly Dictionary<string, (string Check, Action<Manifests> Change, string Mistake)> Mutations = new()
    {
        ["an old api version"] = (
            "api versions", all => all.One("PodDisruptionBudget", "-query")["apiVersion"] = "policy/v1beta1", "policy/v1beta1"),
        ["an unknown kind"] = ("api versions", all => all.One("Service", "-query")["kind"] = "Servise", "Servise"),
        ["a probe of another path"] = ("endpoints", all => Container(all)["livenessProbe"]!["httpGet"]!["path"] = "/healthz", "/healthz"),
        ["a probe of another port"] = ("endpoints", all => Container(all)["readinessProbe"]!["httpGet"]!["port"] = "web", "port web"),
        ["no startup probe"] = ("endpoints", all => Container(all).Remove("startupProbe"), "no startupProbe"),
        ["a port nobody listens on"] = ("endpoints", all => Container(all)["ports"]![0]!["containerPort"] = 9090, "9090"),
        ["a scrape of another path"] = (
            "endpoints",
            all => all.One("PodMonitor", "-worker")["spec"]!["podMetricsEndpoints"]![0]!["path"] = "/prometheus",
            "/prometheus"),
        ["a scrape under another name"] = (
            "endpoints",
            all => all.One("ServiceMonitor", "-query")["spec"]!["endpoints"]![0]!["relabelings"]![0]!["replacement"] = "query",
            "named query"),
        ["metrics shown to the world"] = (
            "endpoints", all => all.One("Ingress", "-query")["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["path"] = "/", "shows /metrics"),
        ["a variable that is no option"] = ("environment", all => Variable(all)["name"] = "Qdrant__Adress", "Qdrant__Adress"),
        ["an option of the ConfigMap that is none"] = (
            "environment", all => all.One("ConfigMap", "-worker")["data"]!["Ingest__Paralell"] = "2", "Ingest__Paralell"),
        ["a secret in a ConfigMap"] = (
            "environment", all => all.One("ConfigMap", "-query")["data"]!["Qdrant__ApiKey"] = "x", "Qdrant__ApiKey is a secret"),
        ["a large number in float's form"] = (
            "environment", all => all.One("ConfigMap", "-worker")["data"]!["ImageDecoding__MaxBytes"] = "6.7108864e+07", "6.7108864e+07"),
        ["a short grace period"] = ("grace period", all => Pod(all)["terminationGracePeriodSeconds"] = 68, "68, 68"),
        ["a long wait before the end"] = (
            "grace period", all => Container(all, "query")["lifecycle"]!["preStop"]!["sleep"]!["seconds"] = 20, "query"),
        ["a name too long"] = ("names", all => all.One("Service", "-query")["metadata"]!["name"] = new string('a', 64), "no valid name"),
        ["a name in capitals"] = ("names", all => all.One("Job", "-1")["metadata"]!["name"] = "Migration", "no valid name"),
        ["an object twice"] = (
            "names",
            all => all.One("ConfigMap", "-worker")["metadata"]!["name"] = all.One("ConfigMap", "-query").Text("metadata", "name"),
            "twice"),
        ["a label that is no text"] = (
            "names", all => all.One("Service", "-query")["metadata"]!["labels"]!["app.kubernetes.io/version"] = 1.2, "is no text"),
        ["an object without its release"] = (
            "names",
            all => all.One("Service", "-query")["metadata"]!["labels"]!.AsObject().Remove("app.kubernetes.io/instance"),
            "no label"),
        ["nothing closed"] = (
            "network",
            all => all.One("NetworkPolicy", "-default-deny")["spec"]!["policyTypes"] = new JsonArray("Egress"),
            "nothing is closed"),
        ["no name resolution"] = (
            "network",
            all => all.One("NetworkPolicy", "-dns")["spec"]!["podSelector"]!["matchLabels"]!["app.kubernetes.io/name"] = "other",
            "port 53"),
        ["no broker"] = (
            "network", all => all.One("NetworkPolicy", "-services")["spec"]!["egress"]![0]!["ports"]![0]!["port"] = 5673, "port 5672"),
        ["a component left out"] = (
            "network",
            all =>
                all.One("NetworkPolicy", "-services")["spec"]!["podSelector"]!["matchExpressions"]![0]!["values"] = new JsonArray("worker",
            "query"),
            "migration"),
        ["a test that is kept out"] = (
            "network",
            all => all.One("NetworkPolicy", "-query")["spec"]!["ingress"]![0]!["from"]!.AsArray().Last()!["podSelector"] = new JsonObject(),
            "helm test"),
        ["another queue"] = (
            "queues",
            all => all.One("ScaledObject", "-worker")["spec"]!["triggers"]![0]!["metadata"]!["queueName"] = "indexing.bulks",
            "indexing.bulks"),
        ["unacknowledged messages left out"] = (
            "queues", all => all.One("ScaledObject", "-worker")["spec"]!["triggers"]![1]!["metadata"]!["protocol"] = "amqp", "not counted"),
        ["a number where KEDA wants text"] = (
            "queues", all => all.One("ScaledObject", "-worker")["spec"]!["triggers"]![1]!["metadata"]!["value"] = 5, "no text"),
        ["a ConfigMap that is not there"] = (
            "references",
            all => Container(all)["envFrom"]![0]!["configMapRef"]!["name"] = "demo-indexing-worker-2",
            "ConfigMap demo-indexing-worker-2"),
        ["a Secret nobody made"] = (
            "references",
            all => all.One("TriggerAuthentication", "-worker")["spec"]!["secretTargetRef"]![0]!["name"] = "other",
            "Secret other"),
        ["a secret file that is not there"] = (
            "references", all => Volume(all, "secrets")["secret"]!["items"]!.AsArray().RemoveAt(1), "ConnectionStrings__rabbitmq_FILE"),
        ["a Service that is not there"] = (
            "references", all => all.One("HTTPRoute", "-query")["spec"]!["rules"]![0]!["backendRefs"]![0]!["port"] = 8081, "Port 8081"),
        ["another account"] = ("references", all => Pod(all)["serviceAccountName"] = "default", "ServiceAccount default"),
        ["more asked for than allowed"] = (
            "resources", all => Container(all)["resources"]!["requests"]!["memory"] = "3Gi", "asks for 3Gi"),
        ["no limit"] = ("resources", all => Container(all)["resources"]!["limits"]!.AsObject().Remove("memory"), "memory is not"),
        ["a GPU asked for"] = (
            "resources", all => Container(all)["resources"]!["requests"]!["nvidia.com/gpu"] = 1, "limits only"),
        ["a root user"] = ("security", all => Pod(all)["securityContext"]!["runAsUser"] = 0, "root"),
        ["a privileged container"] = ("security", all => Container(all)["securityContext"]!["privileged"] = true, "gain privileges"),
        ["a writable root"] = ("security", all => Container(all)["securityContext"]!["readOnlyRootFilesystem"] = false, "writable"),
        ["a capability"] = (
            "security", all => Container(all)["securityContext"]!["capabilities"]!["add"] = new JsonArray("NET_ADMIN"), "capabilities"),
        ["a folder of the host"] = (
            "security", all => Volume(all, "tmp")["hostPath"] = new JsonObject { ["path"] = "/" }, "of the host"),
        ["a mounted token"] = ("security", all => Pod(all).Remove("automountServiceAccountToken"), "token"),
        ["the network of the host"] = ("security", all => Pod(all)["hostNetwork"] = true, "hostNetwork"),
        ["no seccomp profile"] = (
            "security", all => Pod(all)["securityContext"]!["seccompProfile"]!["type"] = "Unconfined", "seccomp"),
        ["a Service of other pods"] = (
            "selectors", all => all.One("Service", "-query")["spec"]!["selector"]!["app.kubernetes.io/component"] = "worker", "Service"),
        ["a budget of no pods"] = (
            "selectors",
            all => all.One("PodDisruptionBudget", "-worker")["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"] = "x",
            "PodDisruptionBudget"),
        ["a monitor of no service"] = (
            "selectors",
            all => all.One("Service", "-query")["metadata"]!["labels"]!["app.kubernetes.io/component"] = "web",
            "ServiceMonitor"),
        ["an autoscaler of nothing"] = (
            "selectors", all => all.One("HorizontalPodAutoscaler", "-query")["spec"]!["scaleTargetRef"]!["name"] = "query", "not there"),
        ["an autoscaler against fixed replicas"] = (
            "selectors", all => all.One("Deployment", "-worker")["spec"]!["replicas"] = 2, "fixed"),
        ["a spread of other pods"] = (
            "selectors",
            all => Pod(all)["topologySpreadConstraints"]![0]!["labelSelector"]!["matchLabels"]!["app.kubernetes.io/component"] = "query",
            "own pods"),
        ["a mount without its volume"] = ("volumes", all => Volume(all, "inline")["name"] = "pictures", "no volume"),
        ["a volume nobody mounts"] = (
            "volumes", all => Pod(all)["volumes"]!.AsArray().Add(new JsonObject { ["name"] = "spare" }), "nothing mounts"),
        ["two mounts at one place"] = ("volumes", all => Container(all)["volumeMounts"]![1]!["mountPath"] = "/tmp", "two volumes at /tmp"),
        ["no place to write"] = ("volumes", all => Container(all)["volumeMounts"]![0]!["mountPath"] = "/temp", "no /tmp"),
    };

    public static TheoryData<string> Names => [.. Mutations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Check_OfAManifestMadeWrong_SaysWhat(string name)
    {
        var (check, change, mistake) = Mutations[name];
        var manifests = await Manifests.OfAsync("everything");
        Assert.Empty(ManifestChecks.All[check](manifests));

        change(manifests);

        Assert.Contains(ManifestChecks.All[check](manifests), found => found.Contains(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void Checks_OfAllNames_AreMutated() =>
        Assert.Empty(ManifestChecks.All.Keys.Except(Mutations.Values.Select(mutation => mutation.Check)));

    private static JsonObject Pod(Manifests manifests, string component = "worker") =>
        manifests.One("Deployment", $"-{component}")["spec"]!["template"]!["spec"]!.AsObject();

    private static JsonObject Container(Manifests manifests, string component = "worker") =>
        Pod(manifests, component)["containers"]![0]!.AsObject();

    private static JsonObject Variable(Manifests manifests) =>
        Container(manifests).Items("env").Single(variable => variable.Text("name") == "Qdrant__ApiKey_FILE");

    private static JsonObject Volume(Manifests manifests, string name) =>
        Pod(manifests).Items("volumes").Single(volume => volume.Text("name") == name);
}
