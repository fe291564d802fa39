using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.RabbitMq.Tests;

public sealed class RabbitMqOptionsTests
{
    [Fact]
    public void Options_WithConnectionString_TakeIt() =>
        Assert.Equal("amqp://guest:guest@broker/", Bind(("ConnectionStrings:rabbitmq", "amqp://guest:guest@broker/")).Uri);

    [Fact]
    public void Options_WithoutParkDelays_HaveThreeDefaults() => Assert.Equal(
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)],
        Bind(("ConnectionStrings:rabbitmq", "amqp://broker/")).Delays);

    [Fact]
    public void Options_WithSeveralMistakes_NameAllOfThemAndNoSecret()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Bind(
            ("ConnectionStrings:rabbitmq", "http://guest:topsecret@broker/"), ("RabbitMq:ParkDelays:0", "3.00:00:00"),
            ("RabbitMq:Prefetch", "-1"), ("RabbitMq:StopTimeout", "01:00:00")));

        Assert.Contains("ConnectionStrings:rabbitmq", failure.Message, StringComparison.Ordinal);
        Assert.Contains("RabbitMq:ParkDelays has 3.00:00:00", failure.Message, StringComparison.Ordinal);
        Assert.Contains("RabbitMq:Prefetch", failure.Message, StringComparison.Ordinal);
        Assert.Contains("RabbitMq:StopTimeout", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", failure.Message, StringComparison.Ordinal);
    }

    private static RabbitMqOptions Bind(params IEnumerable<(string Key, string Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddDeadLetters().BuildServiceProvider();
        return services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
    }
}
