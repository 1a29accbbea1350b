using Npgsql;

namespace PalmAssistant.Access;

/// <summary>Government accounts as imported (file 20), with the grants that hold now.</summary>
public sealed class Accounts(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Columns = """
        select a.id, a.name, a.role, a.region, coalesce(r.name, ''), a.department, a.active,
               array(select g.what from access.grant_given g where g.account_id = a.id and (g.until is null or g.until > $1) order by g.what)
        from access.account a left join community.region r on r.code = a.region
        """;

    /// <summary>Null when there is no such account or it is inactive.</summary>
    public async Task<Account?> Find(string id, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Columns + " where a.id = $2 and a.active");
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        command.Parameters.Add(new() { Value = id });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? Read(row) : null;
    }

    /// <summary>Active accounts ordered by id; for the development sign-in page.</summary>
    public async Task<IReadOnlyList<Account>> All(CancellationToken ct)
    {
        await using var command = database.CreateCommand(Columns + " where a.active order by a.id");
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var row = await command.ExecuteReaderAsync(ct);
        var accounts = new List<Account>();
        while (await row.ReadAsync(ct)) accounts.Add(Read(row));
        return accounts;
    }

    private static Account Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), RoleNames.Parse(row.GetString(2)), row.GetInt64(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5), row.GetFieldValue<string[]>(7));
}
