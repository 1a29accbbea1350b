using Npgsql;
using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>Completes the profile of one person, house, business or venue with what hangs on it. What takes too long is left out, and that is said.</summary>
public sealed class Profiles(PersonProfile persons, HouseProfile houses)
{
    /// <summary>Leaves everything that is no full profile of one record as it is.</summary>
    public async Task<Answer> Complete(Answer answer, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (answer is not { Kind: AnswerKind.Profile, Rows.Count: 1 } || answer.Scoped.Plan.Show.Count > 0) return answer;
        try
        {
            return answer.Scoped.Plan.Record switch
            {
                "person" when answer.PersonIds.Count == 1 => await persons.Complete(answer, catalog, today, ct),
                "house" => await houses.Complete(answer, catalog, today, ct),
                "entity" or "venue" => await houses.CompleteFirm(answer, catalog, today, ct),
                _ => answer,
            };
        }
        catch (Exception e) when (IsTimeout(e) && !ct.IsCancellationRequested)
        {
            return answer with { Notes = [.. answer.Notes, "标签、同住的人等这次没有算完（数据库正忙），上面只是基本信息，请稍后再问一次"] };
        }
    }

    private static bool IsTimeout(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or NpgsqlException { InnerException: TimeoutException };
}

/// <summary>Rows added to a profile below its own fields.</summary>
internal sealed class ProfileRows(Answer answer)
{
    private readonly List<AnswerColumn> columns = [.. answer.Columns];
    private readonly List<object?> cells = [.. answer.Rows[0]];
    private readonly Dictionary<string, string> said = new(answer.Provenance, StringComparer.Ordinal);

    /// <param name="from">who says it, and when</param>
    public void Add(string name, string? value, string? from = null)
    {
        if (value is not { Length: > 0 }) return;
        columns.Add(new(name, "text"));
        cells.Add(value);
        if (from is { Length: > 0 }) said[name] = from;
    }

    public void Said(string name, string from) => said.TryAdd(name, from);

    /// <summary>The shown value of a field of the record; null where it is not shown or unknown.</summary>
    public object? Value(RecordDefinition record, string key) =>
        record.Field(key) is { } field && columns.FindIndex(c => c.Name == field.Name) is var at and >= 0 ? cells[at] : null;

    /// <summary>Fields that are shown and hold nothing.</summary>
    public IEnumerable<string> Missing(RecordDefinition record, params string[] keys) =>
        keys.Select(record.Field).OfType<FieldDefinition>().Where(f => columns.FindIndex(c => c.Name == f.Name) is var at and >= 0 && cells[at] is null or "").Select(f => f.Name);

    public Answer Of(Answer whole) => whole with { Columns = columns, Rows = [cells], Provenance = said };
}
