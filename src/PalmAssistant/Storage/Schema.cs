using System.Reflection;
using System.Text.RegularExpressions;
using DbUp;
using DbUp.Engine;

namespace PalmAssistant.Storage;

/// <summary>Brings a database to the newest schema: the SQL files of all slices (<c>&lt;Slice&gt;/Schema/NNN_what.sql</c>), in the order of their numbers.</summary>
public static partial class Schema
{
    // An index over a district that is already filled takes minutes, not the half a minute a command has by default.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>Applies what is missing, each file in its own transaction. Safe to call at every start and from several processes.</summary>
    /// <exception cref="InvalidOperationException">A script failed; its name and PostgreSQL's message are inside.</exception>
    public static void Migrate(string connectionString)
    {
        var result = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScripts(Scripts())
            .JournalToPostgresqlTable("public", "schema_journal")
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .WithExecutionTimeout(Longest)
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }

    /// <summary>Embedded scripts, named by file ("020_community.sql") and ordered by number.</summary>
    public static IEnumerable<SqlScript> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Select(resource => (resource, match: ScriptName().Match(resource)))
            .Where(x => x.match.Success)
            .OrderBy(x => x.match.Groups[1].Value, StringComparer.Ordinal)
            .Select(x =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(x.resource)!);
                return new SqlScript(x.match.Groups[1].Value, reader.ReadToEnd());
            });
    }

    [GeneratedRegex(@"\.Schema\.(?:_)?(\d{3}_[a-z_0-9]+\.sql)$")]
    private static partial Regex ScriptName();
}
