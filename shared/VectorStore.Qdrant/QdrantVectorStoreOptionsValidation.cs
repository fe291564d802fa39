using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Reports every wrong option at once, each with its key, its value and what is allowed.</summary>
internal sealed class QdrantVectorStoreOptionsValidation : IValidateOptions<QdrantVectorStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, QdrantVectorStoreOptions options)
    {
        List<string> failures = [.. typeof(QdrantVectorStoreOptions).GetProperties().SelectMany(property => Failures(property, options))];
        if (options.Url.Length > 0 && !Uri.IsWellFormedUriString(options.Url, UriKind.Absolute))
            failures.Add(Message(nameof(options.Url), options.Url, "must be a well-formed absolute address"));
        if (options.WriteConsistencyFactor > options.ReplicationFactor)
            failures.Add(Message(
                nameof(options.WriteConsistencyFactor),
                options.WriteConsistencyFactor,
                $"must not exceed Qdrant:ReplicationFactor, which is {options.ReplicationFactor}"));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(PropertyInfo property, QdrantVectorStoreOptions options)
    {
        object? value = property.GetValue(options);
        return property.GetCustomAttributes<ValidationAttribute>()
            .Where(rule => !rule.IsValid(value))
            .Select(rule => Message(property.Name, value, rule.ErrorMessage!));
    }

    private static string Message(string key, object? value, string allowed) => string.Create(
        CultureInfo.InvariantCulture, $"{QdrantVectorStoreOptions.SectionName}:{key} is '{value}'; it {allowed}.");
}
