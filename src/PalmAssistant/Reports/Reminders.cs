using Npgsql;
using PalmAssistant.Conversation;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports;

/// <summary>
/// Tells people without being asked: a new report, a deadline that comes, a reminder, a return, an answer to a request. What waits for a person is
/// merged into one message; by the installation's settings at most one in four hours and two a day, never at night; what was settled meanwhile is not told. It goes into the
/// person's newest conversation, message and mark in one transaction, so a kill in between neither loses it nor tells it twice.
/// </summary>
public sealed class Reminders(NpgsqlDataSource database, ConversationFeed feed, ActivityWriter writer, PalmSettings settings, PalmClock clock)
{
    private const int ShownLines = 8, ShownCards = 6;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>One line for everybody who fills for a target; the same kind about the same part once a day.</summary>
    public Task TellFillers(string kind, Guid submission, string words, CancellationToken ct) => database.Execute("""
        insert into reports.notice (id, account, kind, issue_id, submission_id, words, made_at)
        select md5(concat_ws('/', a.id, $1, s.id, $4::text))::uuid, a.id, $1, s.issue_id, s.id, $3, $5
        from reports.submission s join access.account a on a.active and a.role in ('社区工作者', '社区书记', '街道干部') and (a.region = s.target or s.target % 1000 <> 0 and a.region = s.target / 1000 * 1000)
        where s.id = $2 on conflict do nothing
        """, ct, kind, submission, words, Day(clock.GetUtcNow()), clock.GetUtcNow());

    /// <summary>To all who fill a new issue.</summary>
    public Task TellOfNew(Guid issue, string words, CancellationToken ct) => database.Execute("""
        insert into reports.notice (id, account, kind, issue_id, submission_id, words, made_at)
        select md5(concat_ws('/', a.id, 'new', s.id, $3::text))::uuid, a.id, 'new', s.issue_id, s.id, $2, $4
        from reports.submission s join access.account a on a.active and a.role in ('社区工作者', '社区书记', '街道干部') and (a.region = s.target or s.target % 1000 <> 0 and a.region = s.target / 1000 * 1000)
        where s.issue_id = $1 on conflict do nothing
        """, ct, issue, words, Day(clock.GetUtcNow()), clock.GetUtcNow());

    /// <summary>A report taken back: those who were told of it or opened it are told; what was not told yet is never said.</summary>
    public async Task TellOfRecall(Guid issue, string words, CancellationToken ct)
    {
        await database.Execute("""
            insert into reports.notice (id, account, kind, issue_id, submission_id, words, made_at)
            select md5(concat_ws('/', a.id, 'recalled', s.id))::uuid, a.id, 'recalled', s.issue_id, s.id, $2, $3
            from reports.submission s join access.account a on a.active and a.role in ('社区工作者', '社区书记', '街道干部') and (a.region = s.target or s.target % 1000 <> 0 and a.region = s.target / 1000 * 1000)
            where s.issue_id = $1 and (s.opened_at is not null or exists (select 1 from reports.notice t where t.issue_id = s.issue_id and t.account = a.id and t.told_in is not null)) on conflict do nothing
            """, ct, issue, words, clock.GetUtcNow());
        await database.Execute("update reports.notice set done_at = $2 where issue_id = $1 and done_at is null and kind in ('new', 'due', 'reminded', 'returned')", ct, issue, clock.GetUtcNow());
    }

    /// <summary>To the one who asked for the report.</summary>
    public Task TellPublisher(string kind, Guid issue, Guid? submission, string words, CancellationToken ct) => database.Execute("""
        insert into reports.notice (id, account, kind, issue_id, submission_id, words, made_at)
        select md5(concat_ws('/', i.publisher, $1, coalesce($3::uuid, i.id), $5::text))::uuid, i.publisher, $1, i.id, $3::uuid, $4, $6 from reports.issue i where i.id = $2 on conflict do nothing
        """, ct, kind, issue, (object?)submission ?? DBNull.Value, words, Day(clock.GetUtcNow()), clock.GetUtcNow());

    public Task<int> SendDue(CancellationToken ct) => SendDue(clock.GetUtcNow(), ct);

    /// <returns>how many people were told something</returns>
    public async Task<int> SendDue(DateTimeOffset now, CancellationToken ct)
    {
        now = now.ToUniversalTime();
        var local = now.ToOffset(China);
        if (TimeOnly.FromTimeSpan(local.TimeOfDay) is var time && (time < settings.RemindFrom || time >= settings.RemindUntil)) return 0;
        await NoteDeadlines(DateOnly.FromDateTime(local.DateTime), now, ct);
        await database.Execute("""
            update reports.notice n set done_at = $1 from reports.submission s join reports.issue i on i.id = s.issue_id
            where s.id = n.submission_id and n.done_at is null and n.kind in ('new', 'due', 'reminded', 'returned') and (s.state in ('submitted', 'accepted', 'excused') or i.closed_at is not null)
            """, ct, now);
        var told = 0;
        foreach (var account in await Waiting(now, ct)) if (await Send(account, now, ct)) told++;
        return told;
    }

    /// <summary>Two days before, on the day, and once after it: a line in the day's message, without reproach.</summary>
    private Task NoteDeadlines(DateOnly today, DateTimeOffset now, CancellationToken ct) => database.Execute("""
        insert into reports.notice (id, account, kind, issue_id, submission_id, words, made_at)
        select md5(concat_ws('/', a.id, 'due', s.id, $1::text))::uuid, a.id, 'due', s.issue_id, s.id,
               '《' || i.title || '》' || case when d.day = $1 then '今天截止' when d.day > $1 then '还有 ' || (d.day - $1) || ' 天截止' else '截止时间已过，还能报；需要延期请说“申请延期”' end, $2
        from reports.submission s join reports.issue i on i.id = s.issue_id cross join lateral (select coalesce(s.due, i.due) as day) d
        join access.account a on a.active and a.role in ('社区工作者', '社区书记', '街道干部') and (a.region = s.target or s.target % 1000 <> 0 and a.region = s.target / 1000 * 1000)
        where s.state in ('waiting', 'draft', 'returned') and i.closed_at is null and d.day in ($1 + 2, $1, $1 - 1) on conflict do nothing
        """, ct, today, now);

    /// <summary>People with something waiting who were not told anything lately.</summary>
    private async Task<IReadOnlyList<string>> Waiting(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.Command("""
            select distinct n.account from reports.notice n where n.done_at is null
              and not exists (select 1 from reports.notice t where t.account = n.account and t.told_in is not null and t.done_at > $1)
              and (select count(distinct t.done_at) from reports.notice t where t.account = n.account and t.told_in is not null and t.done_at >= $2) < $3 order by 1
            """, now - settings.BetweenReminders, new DateTimeOffset(now.ToOffset(China).Date, China).ToUniversalTime(), settings.RemindersADay);
        var accounts = new List<string>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) accounts.Add(row.GetString(0));
        return accounts;
    }

    private async Task<bool> Send(string account, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var waiting = await Take(connection, account, ct);
        if (waiting.Count == 0) return false;
        if (await ConversationLog.Tell(connection, account, Message(waiting), ct) is not { } conversation) return false;
        await using var done = new NpgsqlCommand("update reports.notice set done_at = $1, told_in = $2 where id = any($3)", connection);
        foreach (var value in new object[] { now, conversation, waiting.Select(w => w.Id).ToArray() }) done.Parameters.Add(new() { Value = value });
        await done.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        feed.Ring(conversation);
        return true;
    }

    private static async Task<IReadOnlyList<Notice>> Take(NpgsqlConnection connection, string account, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select n.id, n.kind, n.words, i.title, n.submission_id from reports.notice n join reports.issue i on i.id = n.issue_id
            where n.account = $1 and n.done_at is null order by n.made_at, n.id for update of n skip locked
            """, connection);
        command.Parameters.Add(new() { Value = account });
        var notices = new List<Notice>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) notices.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetGuid(4)));
        return notices;
    }

    /// <summary>One line a report: the newest thing said about it.</summary>
    internal static string Words(IReadOnlyList<Notice> waiting)
    {
        var lines = waiting.GroupBy(n => n.IsToFill ? n.Submission.ToString()! : n.Id.ToString()).Select(g => g.Last()).ToList();
        if (lines is [var only]) return $"提醒：{only.Words}。{(only.IsToFill ? "平台有的数已带好，说“打开”就能填。" : "")}";
        var rest = lines.Count > ShownLines ? $"\n（还有 {lines.Count - ShownLines} 条，说“有啥要我填的”看全部）" : "";
        return $"今天有 {lines.Count} 件事：\n{string.Join('\n', lines.Take(ShownLines).Select(l => "· " + l.Words))}{rest}";
    }

    /// <summary>What is to be filled comes with its card: pressed, it opens just that one.</summary>
    private System.Text.Json.Nodes.JsonObject Message(IReadOnlyList<Notice> waiting)
    {
        var forms = waiting.Where(w => w.IsToFill).GroupBy(w => w.Submission!.Value).Select(g => g.Last()).ToList();
        if (forms.Count == 0) return ActivityWriter.Notice(Words(waiting), Suggested(waiting));
        var lines = Words(waiting).Split('\n');
        return writer.Notice(Words(waiting), Suggested(waiting), "reports/received", new
        {
            title = lines[0].TrimEnd('：'),
            forms = forms.Take(ShownCards).Select(f => new { title = $"《{f.Title}》", facts = f.Words.Replace($"《{f.Title}》", "", StringComparison.Ordinal), submission = f.Submission.ToString() }),
            more = "",
        });
    }

    private static IReadOnlyList<SuggestedAction> Suggested(IReadOnlyList<Notice> waiting) =>
        [.. waiting.Where(w => w.IsToFill).Select(w => w.Title).Distinct().Take(3).Select(t => new SuggestedAction($"打开{t}", $"打开《{t}》"))];

    internal sealed record Notice(Guid Id, string Kind, string Words, string Title, Guid? Submission)
    {
        public bool IsToFill => Submission is not null && Kind is "new" or "due" or "reminded" or "returned";
    }

    private static string Day(DateTimeOffset at) => $"{at.ToOffset(China):yyyy-MM-dd}";
}
