using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Language;
using Role = PalmAssistant.Access.Role;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>
/// Two streets, three communities and a handful of people whose every fact is known: the golden tables filled by hand.
/// Today is 2026-11-01. In each community: an old woman alone (81), a couple of 70 and 66, a family with a child of 5.
/// East Lake also has somebody under community correction, a patient, somebody dead, and somebody whose 户籍 is there but who lives nowhere known.
/// </summary>
public sealed class SmallTown : IAsyncLifetime
{
    public const long District = 110108000000000, Lakeside = 110108001000000, Hillside = 110108002000000;
    public const long EastLake = 110108001001000, WestLake = 110108001002000, SouthHill = 110108002001000;
    public static readonly long[] Communities = [EastLake, WestLake, SouthHill];
    public static readonly DateOnly Today = new(2026, 11, 1);

    public TestDatabase Database { get; } = new();
    public CatalogSource Catalogs { get; private set; } = null!;
    public CommunityQueries Queries { get; private set; } = null!;

    /// <summary>Profiles as the service completes them.</summary>
    public Profiles Profiles
    {
        get
        {
            var tags = new HeldTags(Database.Source);
            return new(new(Database.Source, Queries, tags, new(Database.Source, Queries)), new(Database.Source, Queries, tags));
        }
    }

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await Fill();
        Catalogs = new(Database.Source, TimeProvider.System);
        Queries = new(Database.Source, Catalogs);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public static Account Worker(long community = EastLake, params string[] grants) => new("worker", "王芳", Role.CommunityWorker, community, "本社区", null, grants);
    public static Account Secretary => new("secretary", "何书记", Role.CommunitySecretary, EastLake, "本社区", null, []);
    public static Account Street(long street = Lakeside) => new("street", "李强", Role.StreetOfficer, street, "湖滨街道", null, []);
    public static Account Leader(params string[] grants) => new("leader", "赵敏", Role.DistrictOfficer, District, "湖山区", null, grants);
    public static Account Officer(string department) => new("officer", "孙磊", Role.DepartmentOfficer, District, "湖山区", department, []);
    public static Account Administrator => new("admin", "吴刚", Role.Administrator, District, "湖山区", null, []);

    public async Task<Answer> Ask(QueryPlan plan, Account account)
    {
        var scoped = Assert.IsType<ScopedPlan>(ScopedPlan.For(plan, account, await Catalogs.Current(TestContext.Current.CancellationToken)));
        return Assert.IsType<Answer>(await Queries.Run(scoped, Today, TestContext.Current.CancellationToken));
    }

    public async Task<decimal?> Count(QueryPlan plan, Account account) => (await Ask(plan, account)).Value;

    private async Task Fill()
    {
        await Database.Execute("insert into community.region values ($1, '湖山区', 1, null), ($2, '湖滨街道', 2, $1), ($3, '山前街道', 2, $1), ($4, '东湖社区', 3, $2), ($5, '西湖社区', 3, $2), ($6, '南山社区', 3, $3)",
            District, Lakeside, Hillside, EastLake, WestLake, SouthHill);
        var id = 0;
        foreach (var community in Communities)
        {
            var estate = Array.IndexOf(Communities, community) + 1;
            await Database.Execute("insert into community.estate values ($1, $2, '和谐小区')", estate, community);
            await House(estate, community, "101", residents: 1, youngest: "1945-10-31");
            await House(estate, community, "102", residents: 2, youngest: "1960-05-01");
            await House(estate, community, "201", residents: 3, youngest: "2021-03-01");
            await House(estate, community, "202", residents: 0, youngest: null, status: "空置");
            await Person(++id, community, estate, "101", "陈桂兰", "1945-10-31", "女", 1, "1945-10-31");
            await Person(++id, community, estate, "102", "刘长福", "1956-02-29", "男", 2, "1960-05-01");
            await Person(++id, community, estate, "102", "马秀英", "1960-05-01", "女", 2, "1960-05-01");
            await Person(++id, community, estate, "201", "张伟", "1990-01-15", "男", 3, "2021-03-01");
            await Person(++id, community, estate, "201", "李娜", "1992-07-20", "女", 3, "2021-03-01");
            await Person(++id, community, estate, "201", "张小宝", "2021-03-01", "男", 3, "2021-03-01");
            await Database.Execute("insert into community.entity (id, code, name, kind, industry, status, region) select $1, $2, '好再来面馆', k.code, null, s.code, $3 from community.value_code k, community.value_code s where k.domain = 'entity.kind' and k.label = '个体工商户' and s.domain = 'entity.status' and s.label = '在业'", estate, "9200000000000000" + estate, community);
            await Database.Execute("insert into community.venue (id, name, kind, region) values ($1, '好再来面馆', 4, $2)", estate, community);
            await Database.Execute("insert into community.force (person_id, kind, region, skill) values ($1, 5, $2, '维修')", id - 2, community);
            await Fact("allowance", "month, amount", "'2026-10-01', 100", id - 5, community);
            await Fact("assistance", "kind, status, amount, since", "1, 1, 900, '2026-03-01'", id - 4, community);
            await Fact("insurance", "kind, status, year", "1, 1, 2026", id - 2, community);
        }
        await Fact("special", "kind, since, until", "1, '2026-01-01', '2027-01-01'", 4, EastLake);
        await Fact("special", "kind, since, until", "2, '2020-01-01', '2021-01-01'", 5, EastLake);
        await Fact("psychiatric", "level, status", "3, 1", 5, EastLake);
        await Database.Execute("insert into community.tag (id, name, sensitive) values (1, '社区矫正', true)");
        await Database.Execute("insert into community.person_tag (tag, person_id, region, hukou_region, sensitive, source) select id, 4, $1, $1, true, 1 from community.tag where name = '社区矫正'", EastLake);
        await Database.Execute("insert into community.person (id, region, hukou_region, is_alive, is_resident, is_hukou, birth_date, death_date, sex) values (101, $1, $1, false, false, false, '1940-01-01', '2026-05-05', 1)", EastLake);
        await Database.Execute("insert into community.person (id, region, hukou_region, is_alive, is_resident, is_hukou, birth_date, sex, residence_type) values (102, null, $1, true, false, true, '1980-01-01', 1, 4)", EastLake);
        foreach (var person in new[] { 101, 102 }) await Database.Execute("insert into community.person_identity (person_id, region, hukou_region, name) select id, region, hukou_region, '赵某' || id from community.person where id = $1", person);
    }

    private Task<int> House(int estate, long community, string room, int residents, string? youngest, string status = "自住") => Database.Execute(
        "insert into community.house (id, region, estate_id, building, unit, room, usage, status, area, residents, youngest) select $1, $2, $3, '1', '1', $4, 1, code, 80, $5, $6::date from community.value_code where domain = 'house.status' and label = $7",
        estate * 1000 + int.Parse(room), community, estate, room, (short)residents, (object?)youngest ?? DBNull.Value, status);

    private async Task Person(int id, long community, int estate, string room, string name, string birth, string sex, int residents, string youngest)
    {
        await Database.Execute("""
            insert into community.person (id, region, hukou_region, house_id, estate_id, is_alive, is_resident, is_hukou, residence_type, birth_date, sex, house_residents, house_youngest, political)
            values ($1, $2, $2, $3, $4, true, true, true, 1, $5::date, $6, $7, $8::date, case when $1 % 6 = 2 then 2 end)
            """, id, community, estate * 1000 + int.Parse(room), estate, birth, (short)(sex == "男" ? 1 : 2), (short)residents, youngest);
        await Database.Execute("insert into community.person_identity (person_id, region, hukou_region, name, id_number, phone) values ($1, $2, $2, $3, $4, $5)",
            id, community, name, $"110108{birth.Replace("-", "", StringComparison.Ordinal)}{id:000}X", $"139000000{id:00}");
    }

    private Task<int> Fact(string table, string columns, string values, int person, long community) =>
        Database.Execute($"insert into community.{table} (person_id, region, hukou_region, {columns}) values ($1, $2, $2, {values})", person, community);
}
