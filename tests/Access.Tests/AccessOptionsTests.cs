using Microsoft.Extensions.Options;

namespace Indexing.Access.Tests;

public sealed class AccessOptionsTests
{
    private const string Good = "0123456789abcdefghijklmn";

    [Fact]
    public async Task Start_ManyMistakes_ListsAllAndNoKey()
    {
        const string Secret = "secret with spaces, long enough";

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => GuardedServer.StartWithoutKeysAsync(
            ("Access:Keys:0:Name", "two words"),
            ("Access:Keys:0:Key", "hunter2"),
            ("Access:Keys:1:Name", "scanner"),
            ("Access:Keys:1:Key", Secret),
            ("Access:Keys:1:Roles:0", "root"),
            ("Access:Keys:1:Tenants:0", ""),
            ("Access:Keys:2:Name", "scanner"),
            ("Access:Keys:2:Roles:0", "ingest"),
            ("Access:Keys:2:RequestsPerSecond", "0"),
            ("Access:Keys:2:Burst", "0"),
            ("Access:Keys:3:Name", "a"),
            ("Access:Keys:3:Key", Good),
            ("Access:Keys:3:Roles:0", "search"),
            ("Access:Keys:4:Name", "b"),
            ("Access:Keys:4:Key", Good),
            ("Access:Keys:4:Roles:0", "search"),
            ("Access:RequestsPerSecond", "0"),
            ("Access:Burst", "0"),
            ("Access:CorsOrigins:0", "*"),
            ("Access:CorsOrigins:1", "https://example.org/")));

        string[] expected =
        [
            "Access:Keys:0:Name is 'two words'",
            "Access:Keys:0:Key has 7 characters: 24 to 256",
            "Access:Keys:0:Roles is empty: name at least one of search, ingest, admin",
            "Access:Keys:1:Key has 31 characters",
            "Access:Keys:1:Roles has 'root': search, ingest, admin are allowed",
            "Access:Keys:1:Tenants has an empty name",
            "Access:Keys:2:Key is missing; set it, or in the environment Access__Keys__2__Key_FILE",
            "Access:Keys:2:RequestsPerSecond is 0",
            "Access:Keys:2:Burst is 0",
            "Access:Keys:3:Key and Access:Keys:4:Key are the same",
            "several entries named 'scanner' whose RequestsPerSecond or Burst differ",
            "Access:RequestsPerSecond must be between 1 and 100000",
            "Access:Burst must be between 1 and 1000000",
            "Access:CorsOrigins:0 is '*'",
            "Access:CorsOrigins:1 is 'https://example.org/'",
        ];
        Assert.Empty(expected.Where(part => !error.Message.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, error.Failures.Count());
        foreach (var secret in (string[])["hunter2", Secret, Good])
            Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
    }
}
