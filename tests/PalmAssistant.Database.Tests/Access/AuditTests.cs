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
        Assert.Equal(["w3", "w2"], (await audit.Of(203, 10, Ct)).Select(r => r.Account));

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
        Assert.Equal(7, await audit.Append(new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "w", "command", "again", "number", new { }, []), Ct));
        Assert.Equal(new AuditCheck(1, null), await audit.Verify(Ct));
    }
}
