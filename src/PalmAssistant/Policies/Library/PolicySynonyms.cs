using System.Text.Json.Nodes;
using Npgsql;

namespace PalmAssistant.Policies.Library;

/// <summary>The words that this deployment's curators added to the shipped list: staff say one thing, documents write another.</summary>
public sealed class PolicySynonyms(NpgsqlDataSource source, PolicyChanges changes)
{
    public async Task<IReadOnlyList<(string Say, string Means)>> All(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select say, means from policy.synonym order by say, means");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pairs = new List<(string, string)>();
        while (await reader.ReadAsync(ct)) pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    public Task Add(string say, string means, string by, CancellationToken ct) => changes.MakeOf("synonym", $"添加口语词“{say}”→“{means}”", Thing(say, means), there: true, by, ct);

    public Task Remove(string say, string means, string by, CancellationToken ct) => changes.MakeOf("synonym", $"删除口语词“{say}”→“{means}”", Thing(say, means), there: false, by, ct);

    private static JsonObject Thing(string say, string means) => new() { ["kind"] = "synonym", ["say"] = say, ["means"] = means };
}
