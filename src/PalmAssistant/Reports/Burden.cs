using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports;

/// <summary>What reporting cost and what it spared, computed from the trace. Of regions and months, never of people; no ranking.</summary>
/// <param name="Reports">issues that reached the region</param>
/// <param name="Submissions">parts submitted</param>
/// <param name="Cells">cells filled in submitted parts</param>
/// <param name="Reused">of them prefilled and unchanged</param>
/// <param name="MedianMinutes">from opening to submission; null when none was submitted</param>
public sealed record BurdenFigures(int Reports, int Submissions, long Cells, long Reused, double? MedianMinutes, IReadOnlyList<RepeatedDemand> Repeats)
{
    /// <summary>Reports asked of one community in one month, on average; null when none was asked.</summary>
    public decimal? PerCommunityAndMonth { get; init; }

    public decimal? ReuseShare => Cells == 0 ? null : Math.Round(100m * Reused / Cells, 1);
}

/// <param name="Earlier">the report that already had the columns; null when a filler said so and none was found</param>
public sealed record RepeatedDemand(string Title, string? Earlier, string Columns, DateTimeOffset At, bool SaidByFiller);

public sealed class Burden(NpgsqlDataSource database)
{
    private const string Counted = """
        with part as (
            select s.id, s.opened_at, s.submitted_at, s.state from reports.submission s join reports.issue i on i.id = s.issue_id
            where s.target between $1 and $2 and i.recalled_at is null and i.issued_at >= $3 and i.issued_at < $4 and s.state in ('submitted', 'accepted')),
        cell as (
            select k.key, l.prefilled ? k.key as brought, l.typed -> k.key ->> 'value' as typed, l.typed ? k.key as touched, l.prefilled ->> k.key as was
            from part p join reports.line l on l.submission_id = p.id and not l.removed
            cross join lateral (select jsonb_object_keys(l.prefilled || l.typed) as key) k)
        select (select count(distinct s.issue_id)::int from reports.submission s join reports.issue i on i.id = s.issue_id where s.target between $1 and $2 and i.recalled_at is null and i.issued_at >= $3 and i.issued_at < $4),
               (select count(*)::int from part),
               (select count(*) from cell where coalesce(typed, was) is not null),
               (select count(*) from cell where brought and (not touched or typed = was)),
               (select round(avg(n), 1) from (select count(*) as n from reports.submission s join reports.issue i on i.id = s.issue_id where s.target between $1 and $2 and s.target % 1000 = 0 and s.target % 1000000 <> 0
                    and i.recalled_at is null and i.issued_at >= $3 and i.issued_at < $4 group by s.target, date_trunc('month', i.issued_at at time zone 'Asia/Shanghai')) each),
               (select percentile_cont(0.5) within group (order by extract(epoch from submitted_at - opened_at) / 60) from part where opened_at is not null and submitted_at is not null)
        """;

    private const string Repeated = """
        select i.title, e.title, coalesce(t.why, ''), t.at, t.what = 'said-repeated'
        from reports.trace t join reports.issue i on i.id = t.issue_id left join reports.issue e on e.id::text = t.after
        where t.what in ('repeated-demand', 'said-repeated') and t.at >= $3 and t.at < $4
          and exists (select 1 from reports.submission s where s.issue_id = i.id and s.target between $1 and $2)
        order by t.at
        """;

    /// <param name="from">first day, included</param>
    /// <param name="to">last day, included</param>
    public async Task<BurdenFigures> Of(Account account, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var range = RegionRange.Of(account.Region);
        object[] values = [range.Low, range.High, At(from), At(to.AddDays(1))];
        await using var repeats = database.Command(Repeated, values);
        var repeated = new List<RepeatedDemand>();
        await using (var row = await repeats.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) repeated.Add(new(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4)));
        await using var counted = database.Command(Counted, values);
        await using var one = await counted.ExecuteReaderAsync(ct);
        await one.ReadAsync(ct);
        return new(one.GetInt32(0), one.GetInt32(1), one.GetInt64(2), one.GetInt64(3), one.IsDBNull(5) ? null : one.GetDouble(5), repeated) { PerCommunityAndMonth = one.IsDBNull(4) ? null : one.GetDecimal(4) };
    }

    private static DateTimeOffset At(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)).ToUniversalTime();
}
