using System.Globalization;
using Npgsql;
using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>What one statement is built with: the catalogue, the day, its parameters and fresh aliases.</summary>
internal sealed class SqlScope(Catalog catalog, DateOnly today)
{
    private readonly List<object> parameters = [];
    private int aliases;

    public Catalog Catalog { get; } = catalog;
    public DateOnly Today { get; } = today;
    public IReadOnlyList<object> Parameters => parameters;

    /// <summary>"$3": values never become SQL text.</summary>
    public string Parameter(object value)
    {
        parameters.Add(value);
        return "$" + parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    public string Alias() => "r" + (++aliases).ToString(CultureInfo.InvariantCulture);

    public NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
