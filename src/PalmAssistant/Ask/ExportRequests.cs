using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Somebody wants a long list with full numbers, and says what for.</summary>
public sealed record ExportRequest(Guid Id, string Account, string Name, string Role, long Region, QueryPlan Plan, string Understood, string Purpose, int Rows, string State, DateTimeOffset MadeAt, string? DecidedName, string? Why);

/// <summary>Requests for unmasked exports: made, agreed to or not by whom the roles name, withdrawn, and used once.</summary>
public sealed class ExportRequests(NpgsqlDataSource database)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private const string Columns = "id, account, name, role, region, plan, understood, purpose, rows, state, made_at, decided_name, why";

    /// <summary>Who may agree: one's own 书记 or a superior.</summary>
    public static IReadOnlyList<string> Approvers(Role role) => role switch
    {
        Role.CommunityWorker => [Access.Role.CommunitySecretary.Name(), Access.Role.StreetOfficer.Name()],
        Role.CommunitySecretary => [Access.Role.StreetOfficer.Name()],
        _ => [Access.Role.DistrictOfficer.Name()],
    };

    public async Task<ExportRequest> Make(Account account, QueryPlan plan, string understood, string purpose, int rows, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        await using var command = database.CreateCommand("insert into access.export_request (id, account, name, role, region, plan, understood, purpose, rows, needs, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
        Add(command, id, account.Id, account.Name, account.Role.Name(), account.Region);
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(plan, CatalogFiles.Json), NpgsqlDbType = NpgsqlDbType.Jsonb });
        Add(command, understood, purpose, rows, Approvers(account.Role).ToArray(), TimeProvider.System.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
        return new(id, account.Id, account.Name, account.Role.Name(), account.Region, plan, understood, purpose, rows, "pending", TimeProvider.System.GetUtcNow(), null, null);
    }

    /// <summary>What waits for this account, oldest first; nobody agrees to their own.</summary>
    public Task<IReadOnlyList<ExportRequest>> Waiting(Account account, CancellationToken ct) =>
        Read($"select {Columns} from access.export_request where state = 'pending' and $1 = any (needs) and region between $2 and $3 and account <> $4 order by made_at limit 100", ct,
            account.Role.Name(), RegionRange.Of(account.Region).Low, RegionRange.Of(account.Region).High, account.Id);

    /// <returns>null when there is nothing left to decide for this account</returns>
    public async Task<ExportRequest?> Decide(Guid id, bool agree, string why, Account by, CancellationToken ct) =>
        (await Read($"""
            update access.export_request set state = $2, decided_by = $3, decided_name = $4, decided_at = $5, why = $6, until = $7
            where id = $1 and state = 'pending' and $8 = any (needs) and region between $9 and $10 and account <> $3 returning {Columns}
            """, ct, id, agree ? "approved" : "returned", by.Id, by.Name, TimeProvider.System.GetUtcNow(), why, TimeProvider.System.GetUtcNow() + Life, by.Role.Name(), RegionRange.Of(by.Region).Low, RegionRange.Of(by.Region).High)).FirstOrDefault();

    /// <summary>The account's newest request in a state; an approval that has lapsed is none.</summary>
    public async Task<ExportRequest?> Newest(Account account, string state, CancellationToken ct) =>
        (await Read($"select {Columns} from access.export_request where account = $1 and state = $2 and (until is null or until > $3) order by made_at desc limit 1", ct, account.Id, state, TimeProvider.System.GetUtcNow())).FirstOrDefault();

    /// <summary>From one state to the next, once.</summary>
    public async Task<bool> Move(Guid id, string from, string to, CancellationToken ct)
    {
        await using var command = database.CreateCommand("update access.export_request set state = $3 where id = $1 and state = $2");
        Add(command, id, from, to);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task<IReadOnlyList<ExportRequest>> Read(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        Add(command, values);
        await using var row = await command.ExecuteReaderAsync(ct);
        var requests = new List<ExportRequest>();
        while (await row.ReadAsync(ct))
            requests.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), JsonSerializer.Deserialize<QueryPlan>(row.GetString(5), CatalogFiles.Json)!, row.GetString(6), row.GetString(7),
                row.GetInt32(8), row.GetString(9), row.GetFieldValue<DateTimeOffset>(10), row.IsDBNull(11) ? null : row.GetString(11), row.IsDBNull(12) ? null : row.GetString(12)));
        return requests;
    }

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
    }
}
