namespace Indexing.Contracts;

/// <summary>What the owner of an API key may do. Each is the name of a role and of the authorization policy that asks for it.</summary>
public static class ApiRoles
{
    /// <summary>Search, read and list pictures.</summary>
    public const string Search = "search";

    /// <summary>Announce, upload and delete pictures.</summary>
    public const string Ingest = "ingest";

    /// <summary>Both, and what concerns the service as a whole.</summary>
    public const string Admin = "admin";
}
