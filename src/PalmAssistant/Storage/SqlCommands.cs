using Npgsql;

namespace PalmAssistant.Storage;

/// <summary>One statement with its values as $1, $2, …, in their order.</summary>
public static class SqlCommands
{
    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Rows touched.</summary>
    public static async Task<int> Execute(this NpgsqlDataSource database, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
