namespace Indexing.Helm.Tests.Checks;

/// <summary>Every kind is asked for in the version that Kubernetes 1.30 and the current operators serve.</summary>
internal static class ApiVersionCheck
{
    private static readonly Dictionary<string, string> Versions = new()
    {
        ["ConfigMap"] = "v1",
        ["PersistentVolumeClaim"] = "v1",
        ["Pod"] = "v1",
        ["Service"] = "v1",
        ["ServiceAccount"] = "v1",
        ["Deployment"] = "apps/v1",
        ["Job"] = "batch/v1",
        ["HorizontalPodAutoscaler"] = "autoscaling/v2",
        ["PodDisruptionBudget"] = "policy/v1",
        ["Ingress"] = "networking.k8s.io/v1",
        ["NetworkPolicy"] = "networking.k8s.io/v1",
        ["HTTPRoute"] = "gateway.networking.k8s.io/v1",
        ["ScaledObject"] = "keda.sh/v1alpha1",
        ["TriggerAuthentication"] = "keda.sh/v1alpha1",
        ["ServiceMonitor"] = "monitoring.coreos.com/v1",
        ["PodMonitor"] = "monitoring.coreos.com/v1",
        ["PrometheusRule"] = "monitoring.coreos.com/v1",
    };

    public static IEnumerable<string> Mistakes(Manifests manifests) => manifests.Objects
        .Where(item => Versions.GetValueOrDefault(item.Text("kind")) != item.Text("apiVersion"))
        .Select(item => $"{item.Text("apiVersion")} {item.Text("kind")} is not known.");
}
