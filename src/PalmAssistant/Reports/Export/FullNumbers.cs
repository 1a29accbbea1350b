using System.Globalization;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Reports.Binding;

namespace PalmAssistant.Reports.Export;

/// <summary>Puts full identity and phone numbers back into the rows of a list, for a stated purpose: within the account's scope, under the read-only role, and audited with whom it showed.</summary>
public sealed class FullNumbers(NpgsqlDataSource database, CatalogSource catalogs, Audit audit)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public async Task<List<IReadOnlyList<ExportRow>>> Restore(OpenedReport report, IReadOnlyList<IReadOnlyList<ExportRow>> rows, Account account, Turn turn, string purpose, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var restored = new List<IReadOnlyList<ExportRow>>();
        foreach (var (table, no) in report.Design.Form.Tables.Select((t, i) => (t, i)))
        {
            if (report.Design.RowQueries[no] is not { Plan.Record: "person" } query || ScopedPlan.For(query.Plan, account, catalog) is not ScopedPlan scoped) { restored.Add(rows[no]); continue; }
            var lines = new Filling.FilledTable(table, no, report.Submission.Lines).Lines;
            var ids = lines.Select(l => l.Key).Where(k => k.StartsWith('p')).Select(k => int.Parse(k[1..], CultureInfo.InvariantCulture)).ToArray();
            var numbers = await Numbers(scoped, ids, ct);
            restored.Add([.. rows[no].Zip(lines, (row, line) => Full(report.Design.Bindings[no], row, line, numbers))]);
            await audit.Append(new(turn.At, account.Id, "report", turn.Text, "list", new { unmasked = true, purpose, title = report.Issue.Title }, ids), ct);
        }
        return restored;
    }

    private static ExportRow Full(IReadOnlyDictionary<string, CellBinding> bindings, ExportRow row, Line line, Dictionary<int, (string? Id, string? Phone)> numbers)
    {
        if (!line.Key.StartsWith('p') || !numbers.TryGetValue(int.Parse(line.Key[1..], CultureInfo.InvariantCulture), out var full)) return row;
        var values = new Dictionary<string, string>(row.Values);
        foreach (var (letter, binding) in bindings)
        {
            if (line.Typed.ContainsKey(letter) || !values.TryGetValue(letter, out var masked)) continue;
            if (binding is RowField { Field: "id_number" } && full.Id is { } id) values[letter] = id;
            if (binding is RowField { Field: "disability.card" } && full.Id is { } card) values[letter] = card + masked[^2..];
            if (binding is RowField { Field: "phone" } && full.Phone is { } phone) values[letter] = phone;
        }
        return row with { Values = values };
    }

    private async Task<Dictionary<int, (string?, string?)>> Numbers(ScopedPlan scoped, int[] ids, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(scoped.Limits, Limit));
        var read = new NpgsqlBatchCommand("select person_id, id_number, phone from community.person_identity where person_id = any($1)");
        read.Parameters.Add(new() { Value = ids });
        batch.BatchCommands.Add(read);
        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.NextResultAsync(ct);
        var numbers = new Dictionary<int, (string?, string?)>();
        while (await row.ReadAsync(ct)) numbers[row.GetInt32(0)] = (row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));
        return numbers;
    }
}
