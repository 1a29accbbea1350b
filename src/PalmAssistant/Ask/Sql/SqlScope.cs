using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>What one statement is built with: the catalogue, the day, its parameters and fresh aliases.</summary>
internal sealed class SqlScope
{
    private readonly List<object> parameters;
    private readonly StrongBox<int> aliases;

    private SqlScope(Catalog catalog, DateOnly today, bool past, List<object> parameters, StrongBox<int> aliases) =>
        (Catalog, Today, IsPast, this.parameters, this.aliases) = (catalog, today, past, parameters, aliases);

    public SqlScope(Catalog catalog, DateOnly today) : this(catalog, today, false, [], new()) { }

    /// <summary>The present beside a past part of the same statement.</summary>
    public SqlScope(SqlScope other, DateOnly today) : this(other.Catalog, today, false, other.parameters, other.aliases) { }

    /// <summary>The same statement as of the end of an earlier day: ages, rules and rows are those of that day.</summary>
    public SqlScope On(DateOnly day) => new(Catalog, day, true, parameters, aliases);

    public Catalog Catalog { get; }

    /// <summary>The day as of which is counted.</summary>
    public DateOnly Today { get; }

    /// <summary>Rows are read as they were at the end of <see cref="Today"/>, from the history (schema 100).</summary>
    public bool IsPast { get; }

    public IReadOnlyList<object> Parameters => parameters;

    /// <summary>"community.person", or what it held on the day.</summary>
    public string Table(string name) => IsPast ? $"{name.Replace("community.", "history.", StringComparison.Ordinal)}_on({Parameter(Today)})" : name;

    /// <summary>"$3": values never become SQL text.</summary>
    public string Parameter(object value)
    {
        parameters.Add(value);
        return "$" + parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    public string Alias() => "r" + (++aliases.Value).ToString(CultureInfo.InvariantCulture);

    public NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
