using Npgsql;

namespace PalmAssistant.Database.Tests;

/// <summary>
/// A migrated, empty database for one test class, dropped afterwards:
/// <code>public class CountingTests(TestDatabase database) : IClassFixture&lt;TestDatabase&gt;</code>
/// The connection is the program's own role, which is no superuser, as in production.
/// </summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private TestServer server = null!;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <summary>The superuser's way into this database, for tests of row-level security and other locks.</summary>
    public string AdministratorConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.Get();
        ConnectionString = await server.CreateDatabase();
        AdministratorConnectionString = server.AsAdministrator(new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public async Task<int> Execute(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row; parameters are $1, $2, ….</summary>
    public async Task<T?> Scalar<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default : (T)value;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (ConnectionString == "") return;
        await Source.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await server.DropDatabase(ConnectionString);
    }
}
