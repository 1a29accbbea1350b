using PalmAssistant.Ask;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>Counts over the bit-sliced index are the counts over rows, whatever is asked and whatever has just changed.</summary>
public class ResidentBitsTests(SmallTown town) : IClassFixture<SmallTown>, IAsyncLifetime
{
    private static readonly QueryPlan People = new() { Record = "person" };
    private static readonly string[] Coded = ["sex", "education", "marriage", "political", "ethnicity", "relation", "residence_type", "hukou_status", "house_status", "house_usage"];
    private static readonly string[] Groups = ["sex", "education", "marriage", "age_band", "community", "street", "political"];
    private static readonly string[] Tags = ["老年人", "高龄老人", "独居老人", "空巢老人", "党员", "未成年人"];

    public async ValueTask InitializeAsync() => await town.Database.Execute("""
        insert into community.person (id, region, hukou_region, is_alive, is_resident, is_hukou, birth_date, sex, education, marriage, political, ethnicity, relation, residence_type, hukou_status,
                                      house_status, house_usage, house_residents, house_youngest)
        select 1000 + n, (array[110108001001000, 110108001001003, 110108001002001, 110108002001002])[1 + n % 4], null, true, n % 9 > 0, false,
               case when n % 11 > 0 then date '1925-03-01' + n * 83 end, case when n % 7 > 0 then 1 + n % 2 end, case when n % 5 > 0 then 1 + n % 9 end, case when n % 3 > 0 then 1 + n % 4 end,
               case when n % 4 > 0 then 1 + n % 4 end, 1 + n % 56, 1 + n % 8, 1 + n % 3, case when n % 6 > 0 then 1 end, 1 + n % 4, 1, 1 + n % 6, date '1950-01-01' + n * 57
        from generate_series(1, 450) n on conflict do nothing
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Over_bits_and_over_rows_every_plan_counts_the_same()
    {
        var random = new Random(20261101);
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        var overBits = 0;
        for (var i = 0; i < 400; i++)
        {
            var plan = People with
            {
                Population = random.Next(5) switch { 0 => "floating", 1 => "local", _ => null },
                Where = Some(random, catalog, 3),
                GroupBy = [.. Groups.OrderBy(_ => random.Next()).Take(random.Next(3))],
                Measure = random.Next(6) == 0 ? new Measure(MeasureKind.Share) : Measure.Count,
            };
            var account = random.Next(4) switch { 0 => Worker(Communities[random.Next(3)]), 1 => Street(), 2 => Street(Hillside), _ => Leader() };
            await town.Database.Execute("update community.resident_bits set fits = true");
            var fast = await town.Ask(plan, account);
            await town.Database.Execute("update community.resident_bits set fits = false");
            var plain = await town.Ask(plan, account);
            if (fast.Sql[0].Contains("resident_bits", StringComparison.Ordinal)) overBits++;
            Assert.DoesNotContain("resident_bits", plain.Sql[0], StringComparison.Ordinal);
            Assert.True(plain.Value == fast.Value && Text(plain) == Text(fast), $"{plan} {account.Role}\nrows: {plain.Value} {Text(plain)}\nbits: {fast.Value} {Text(fast)}\n{fast.Sql[0]}");
        }
        Assert.True(overBits > 350, $"only {overBits} of 400 were counted over bits");
        await town.Database.Execute("update community.resident_bits set fits = true");
    }

    [Fact]
    public async Task Somebody_who_moves_in_dies_or_grows_is_in_the_next_answer()
    {
        var women = People with { Where = new Compare("sex", Comparison.Equal, "女") };
        var before = await town.Count(women, Worker(WestLake));
        await town.Database.Execute("insert into community.person (id, region, is_alive, is_resident, is_hukou, sex) values (9001, $1, true, true, false, 2)", WestLake);
        Assert.Equal(before + 1, await town.Count(women, Worker(WestLake)));
        await town.Database.Execute("update community.person set region = $1 where id = 9001", SouthHill);
        Assert.Equal(before, await town.Count(women, Worker(WestLake)));
        await town.Database.Execute("update community.person set region = $1, sex = 1 where id = 9001", WestLake);
        Assert.Equal(before, await town.Count(women, Worker(WestLake)));
        await town.Database.Execute("update community.person set sex = 2 where id = 9001");
        Assert.Equal(before + 1, await town.Count(women, Worker(WestLake)));
        await town.Database.Execute("delete from community.person where id = 9001");
        Assert.Equal(before, await town.Count(women, Worker(WestLake)));
    }

    [Fact]
    public async Task Two_who_change_one_community_at_once_are_both_counted()
    {
        var before = await town.Count(People, Worker(SouthHill));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => town.Database.Execute("insert into community.person (id, region, is_alive, is_resident, is_hukou, sex) values ($1, $2, true, true, false, 1)", 9100 + n, SouthHill)));
        Assert.Equal(before + 8, await town.Count(People, Worker(SouthHill)));
        await town.Database.Execute("delete from community.person where id between 9100 and 9107");
    }

    [Fact]
    public async Task A_value_with_no_room_in_its_bits_is_counted_from_the_rows()
    {
        await town.Database.Execute("insert into community.person (id, region, is_alive, is_resident, is_hukou, house_residents) values (9002, $1, true, true, false, 300)", EastLake);
        var answer = await town.Ask(People with { Where = new Compare("house_residents", Comparison.AtLeast, new Value { Number = 200 }) }, Worker());
        Assert.Equal(1, answer.Value);
        Assert.DoesNotContain("resident_bits", answer.Sql[0], StringComparison.Ordinal);
        await town.Database.Execute("delete from community.person where id = 9002");
    }

    [Fact]
    public async Task The_slices_are_those_of_the_schema() =>
        Assert.Equal("birth_date 16,education 5,ethnicity 7,house_residents 7,house_status 4,house_usage 4,house_youngest 16,hukou_status 4,marriage 4,political 5,relation 6,residence_type 4,sex 4",
            await town.Database.Scalar<string>("select string_agg(field || ' ' || bits, ',' order by field) from community.resident_slice"));

    private static string Text(Answer answer) => string.Join("; ", answer.Rows.Select(r => string.Join(' ', r)));

    private static Condition Some(Random random, PalmAssistant.Community.Catalog catalog, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => new HasTag(Tags[random.Next(Tags.Length)]),
        1 => new Compare("age", (Comparison)random.Next(6), new Value { Number = random.Next(0, 101) }),
        2 => new Compare("house_residents", (Comparison)random.Next(6), new Value { Number = random.Next(0, 16) / 2m }),
        3 => random.Next(2) == 0 ? new Compare("birth_date", (Comparison)random.Next(6), new Value { Date = new DateOnly(1930, 1, 1).AddDays(random.Next(30000)) }) : new Compare(Coded[random.Next(Coded.Length)], Comparison.IsKnown),
        4 => OfCode(random, catalog),
        5 => new Not(Some(random, catalog, depth - 1)),
        6 => new All([Some(random, catalog, depth - 1), Some(random, catalog, depth - 1)]),
        _ => new Any([Some(random, catalog, depth - 1), Some(random, catalog, depth - 1)]),
    };

    private static Compare OfCode(Random random, PalmAssistant.Community.Catalog catalog)
    {
        var field = catalog.Record("person").Field(Coded[random.Next(Coded.Length)])!;
        var labels = catalog.Labels(field.Domain!).ToArray();
        var op = field.Kind == FieldKind.Ordered ? random.Next(6) switch { 0 => Comparison.AtLeast, 1 => Comparison.Less, 2 => Comparison.NotEqual, _ => Comparison.Equal } : random.Next(2) == 0 ? Comparison.Equal : Comparison.NotEqual;
        return new(field.Key, op, labels[random.Next(labels.Length)]);
    }
}
