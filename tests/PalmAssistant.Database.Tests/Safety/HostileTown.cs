using PalmAssistant.Access;
using PalmAssistant.Database.Tests.Ask;
using PalmAssistant.Database.Tests.Channels;

namespace PalmAssistant.Database.Tests.Safety;

/// <summary>The real service over a small town, for those who mean harm.</summary>
public sealed class HostileTown : IAsyncLifetime
{
    public SmallTown Town { get; } = new();
    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Town.InitializeAsync();
        foreach (var a in new[] { SmallTown.Worker(), SmallTown.Secretary, SmallTown.Leader(), new Account("west", "周敏", Role.CommunityWorker, SmallTown.WestLake, "西湖社区", null, []) })
            await Town.Database.Execute("insert into access.account (id, name, role, region) values ($1, $2, $3, $4)", a.Id, a.Name, a.Role.Name(), a.Region);
        Service = await RunningService.Start(Town.Database.ConnectionString, null, "--Palm:TurnsPerSecond=1000", "--Palm:QueryTimeout=00:00:00.400");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Town.DisposeAsync();
    }

    /// <summary>Everything an attack could have changed or removed.</summary>
    public Task<string?> Picture() => Town.Database.Scalar<string>("""
        select concat_ws('|', (select count(*) from community.person), (select md5(string_agg(i::text, ',' order by person_id)) from community.person_identity i), (select md5(string_agg(h::text, ',' order by id)) from community.house h),
            (select count(*) from access.account), (select count(*) from source.correction), (select count(*) from access.grant_given), (select count(*) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'))
        """);
}
