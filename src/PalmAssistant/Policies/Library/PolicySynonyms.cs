using Npgsql;

namespace PalmAssistant.Policies.Library;

/// <summary>The words that this deployment's curators added to the shipped list: staff say one thing, documents write another.</summary>
public sealed class PolicySynonyms(NpgsqlDataSource source, PalmClock clock)
{
    public async Task<IReadOnlyList<(string Say, string Means)>> All(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select say, means from policy.synonym order by say, means");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pairs = new List<(string, string)>();
        while (await reader.ReadAsync(ct)) pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    public Task Add(string say, string means, string by, CancellationToken ct) =>
        Execute("insert into policy.synonym (say, means, by, at) values ($1, $2, $3, $4) on conflict do nothing", ct, say, means, by, clock.GetUtcNow());

    public Task Remove(string say, string means, CancellationToken ct) => Execute("delete from policy.synonym where say = $1 and means = $2", ct, say, means);

    private async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"with moved as ({sql} returning 1) select nextval('policy.revision') from (values (1)) one", connection);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }
}
