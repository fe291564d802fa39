namespace Indexing.Helm.Tests;

/// <summary>Files that are made from others: written anew instead of compared when that is asked for.</summary>
internal static class Renewal
{
    private const string Variable = "RENEW_HELM";

    public const string How = $"run this test with {Variable}=1";

    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable(Variable) == "1";
}
