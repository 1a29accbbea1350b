using Microsoft.Extensions.Configuration;
using Npgsql;
using PalmAssistant.Access;

namespace PalmAssistant.Database.Tests.Access;

public class AuditTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private readonly DateTimeOffset start = new(2026, 1, 5, 1, 2, 3, 456, TimeSpan.Zero);

    [Fact]
    public async Task The_audit_shows_who_asked_and_any_later_change()
    {
        var audit = new Audit(database.Source);
        for (var i = 0; i < 5; i++) await audit.Append(Entry(i), Ct);
        Assert.Equal(new AuditCheck(5, null), await audit.Verify(Ct));
        Assert.Equal(["w3", "w2"], (await audit.Of([203], 10, Ct)).Select(r => r.Account));

        // Nobody changes or removes a row …
        await Assert.ThrowsAsync<PostgresException>(() => database.Execute("update access.audit set said = '没问过' where id = 3"));
        await Assert.ThrowsAsync<PostgresException>(() => database.Execute("delete from access.audit where id = 3"));
        await Assert.ThrowsAsync<PostgresException>(() => database.Execute("truncate access.audit"));
        await Assert.ThrowsAsync<PostgresException>(() => audit.Prune(DateTimeOffset.Parse("2999-01-01T00:00:00Z"), Ct));

        // … except by force, and then it shows.
        await Forced("update access.audit set said = '没问过' where id = 3");
        Assert.Equal(3, (await audit.Verify(Ct)).BrokenAt);
        await Forced("update access.audit set said = '问题2' where id = 3");
        Assert.Null((await audit.Verify(Ct)).BrokenAt);
        await Forced("delete from access.audit where id = 2");
        Assert.Equal(3, (await audit.Verify(Ct)).BrokenAt);
    }

    [Theory]
    [InlineData("id = 40 where id = 4"), InlineData("at = at + interval '1 microsecond' where id = 2"), InlineData("account = 'w9' where id = 2"), InlineData("channel = 'x' where id = 2")]
    [InlineData("said = said || ' ' where id = 2"), InlineData("kind = 'number' where id = 2"), InlineData("content = replace(content, '2', '3') where id = 2"), InlineData("person_ids = '{}' where id = 2")]
    [InlineData("previous = sha256('x') where id = 2"), InlineData("hash = sha256('x') where id = 2"), InlineData("said = 'x' where id = 4"), InlineData("said = 'x' where id = 1")]
    public async Task A_change_of_any_column_shows(string change)
    {
        await using var own = new OwnDatabase();
        var audit = await own.WithRows(4);
        Assert.Null((await audit.Verify(Ct)).BrokenAt);
        await own.Forced("update access.audit set " + change);
        Assert.NotNull((await audit.Verify(Ct)).BrokenAt);
    }

    [Theory]
    [InlineData("delete from access.audit where id = 1"), InlineData("delete from access.audit where id = 3"), InlineData("delete from access.audit where id = 4"), InlineData("delete from access.audit")]
    [InlineData("insert into access.audit select 5, at, account, channel, said, kind, content, person_ids, hash, sha256('x') from access.audit where id = 4")]
    [InlineData("update access.audit set id = case id when 2 then 3 else 2 end + 100 where id in (2, 3)")]
    public async Task A_row_cut_out_put_in_or_moved_shows(string change)
    {
        await using var own = new OwnDatabase();
        var audit = await own.WithRows(4);
        await own.Forced(change);
        Assert.NotNull((await audit.Verify(Ct)).BrokenAt);
    }

    /// <summary>A chain of its own, to be broken.</summary>
    private sealed class OwnDatabase : IAsyncDisposable
    {
        private readonly TestDatabase database = new();

        public async Task<Audit> WithRows(int rows)
        {
            await database.InitializeAsync();
            var audit = new Audit(database.Source);
            for (var i = 1; i <= rows; i++) await audit.Append(new(new DateTimeOffset(2026, 1, i, 0, 0, 0, TimeSpan.Zero), $"w{i}", "directline", $"问题{i}", "list", new { persons = 2 }, [i, i + 1]), Ct);
            return audit;
        }

        public async Task Forced(string sql)
        {
            await database.Execute("alter table access.audit disable trigger all");
            await database.Execute(sql);
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }

    private AuditEntry Entry(int i) => new(start.AddDays(i), $"w{i}", "directline", $"问题{i}", "list", new { understood = "东湖社区 · 名单", persons = 2 }, [200 + i, 201 + i]);

    private async Task Forced(string sql)
    {
        await database.Execute("alter table access.audit disable trigger all");
        await database.Execute(sql);
        await database.Execute("alter table access.audit enable trigger all");
    }
}

public class AuditPruningTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pruned_chain_still_proves_what_is_left()
    {
        var audit = new Audit(database.Source);
        for (var i = 0; i < 6; i++) await audit.Append(new(new DateTimeOffset(2020, 1, 1 + i, 0, 0, 0, TimeSpan.Zero), "w", "command", $"{i}", "number", new { }, []), Ct);
        Assert.Equal(4, await audit.Prune(new(2020, 1, 5, 0, 0, 0, TimeSpan.Zero), Ct));
        Assert.Equal(new AuditCheck(2, null), await audit.Verify(Ct));
        Assert.Equal(2, await audit.Prune(new(2020, 2, 1, 0, 0, 0, TimeSpan.Zero), Ct));
        Assert.Null((await audit.Verify(Ct)).BrokenAt);
        Assert.Equal(7, await audit.Append(new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "w", "command", "again", "number", new { }, []), Ct));
        Assert.Equal(new AuditCheck(1, null), await audit.Verify(Ct));
    }

    [Fact]
    public async Task What_is_older_than_the_setting_leaves_and_never_the_last_six_months()
    {
        await using var own = new OwnDatabase();
        var audit = await own.Start();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var months in new[] { 40, 37, 20, 7, 1 }) await audit.Append(new(now.AddMonths(-months), "w", "command", $"{months}", "number", new { }, []), Ct);
        var retention = new AuditRetention(audit, new PalmSettings { Database = "", DataFolder = "" });
        Assert.Equal(2, await retention.Prune(Ct));
        var (refused, done) = await retention.Prune("5", Ct);
        Assert.False(done);
        Assert.Contains("至少保存 6 个月", refused);
        Assert.Contains("不是月数", (await retention.Prune("很久", Ct)).Text);
        Assert.Contains("清理 1 行，剩下 2 行，审计链完整", (await retention.Prune("12", Ct)).Text);
        var problem = Assert.Throws<SettingError>(() => PalmSettings.From(new ConfigurationBuilder().AddInMemoryCollection([new("Palm:Database", "Host=x"), new("Palm:Audit:KeepMonths", "3")]).Build()));
        Assert.Contains("至少保存六个月", problem.Message);
    }

    private sealed class OwnDatabase : IAsyncDisposable
    {
        private readonly TestDatabase database = new();

        public async Task<Audit> Start()
        {
            await database.InitializeAsync();
            return new(database.Source);
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}
