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

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await database.DisposeAsync();
    }
}
