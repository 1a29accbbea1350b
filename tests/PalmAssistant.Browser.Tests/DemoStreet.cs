using PalmAssistant.Demo;
using PalmAssistant.Imports;

namespace PalmAssistant.Browser.Tests;

/// <summary>A service over a small fictional district, generated and imported as an installation does it.</summary>
public sealed class DemoStreet : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        var today = new DateOnly(2026, 11, 1);
        var drop = Directory.CreateTempSubdirectory("palm-demo-").FullName;
        DemoDistrict.Write(new DemoOptions(drop, today) { Residents = 3000 });
        await new ImportDrop(database.ConnectionString, ProfileCatalog.Load()).Run(drop, today, null, CancellationToken.None);
        Directory.Delete(drop, recursive: true);
        Service = await RunningService.Start(database.ConnectionString);
    }

    /// <summary>Some account of the role, and the range of regions it may see.</summary>
    public async Task<(string Account, long Low, long High)> AccountOf(string role)
    {
        var account = await database.Scalar<string>("select min(id) from access.account where role = $1 and active", role);
        var region = await database.Scalar<long>("select region from access.account where id = $1", account!);
        var range = Access.RegionRange.Of(region);
        return (account!, range.Low, range.High);
    }

    public Task<long> Residents(long low, long high) =>
        database.Scalar<long>("select count(*) from community.person where is_resident and region between $1 and $2", low, high);

    /// <summary>A community with a worker and a secretary, and one of its elders with the house in words.</summary>
    public async Task<(string Worker, string Secretary, string Name, string Address)> SomebodyKnown(int which)
    {
        var found = await database.Scalar<string>("""
            select concat_ws('|', w.id, s.id, i.name, e.name || h.building || '号楼' || h.unit || '单元' || h.room)
            from access.account w join access.account s on s.region = w.region and s.role = '社区书记' and s.active
            join community.house h on h.region between w.region and w.region + 999 join community.estate e on e.id = h.estate_id
            join community.person p on p.house_id = h.id and p.is_resident and p.birth_date < '1950-01-01' join community.person_identity i on i.person_id = p.id
            where w.role = '社区工作者' and w.active and h.unit <> '' and length(i.name) in (2, 3) and not exists (select from community.person_identity o where o.name = i.name and o.person_id <> i.person_id)
            order by w.id, i.person_id offset $1 limit 1
            """, which);
        return found!.Split('|') is [var worker, var secretary, var name, var address] ? (worker, secretary, name, address) : throw new InvalidOperationException(found);
    }

    /// <summary>Nobody has visited this account's community for years.</summary>
    public async Task Age(string account)
    {
        await database.Execute("update community.person p set surveyed = '2024-01-15' from access.account a where a.id = $1 and p.region between a.region and a.region + 999", account);
        await database.Execute("update community.house h set surveyed = '2024-01-15' from access.account a where a.id = $1 and h.region between a.region and a.region + 999", account);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await database.DisposeAsync();
    }
}
