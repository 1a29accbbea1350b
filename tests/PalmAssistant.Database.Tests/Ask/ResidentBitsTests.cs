using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>Counts over the bit-sliced index are the counts over rows, whatever is asked and whatever has just changed.</summary>
public class ResidentBitsTests(SmallTown town) : IClassFixture<SmallTown>, IAsyncLifetime
{
    private static readonly QueryPlan People = new() { Record = "person" };
    private static readonly string[] Coded = ["sex", "education", "marriage", "political", "ethnicity", "relation", "residence_type", "hukou_status", "house_status", "house_usage"];
    private static readonly string[] Groups = ["sex", "education", "marriage", "age_band", "community", "street", "political", "grid", "estate", "disability.level", "assistance.kind", "insurance.status", "schooling.education", "forces.kind"];
    private static readonly string[] Tags = ["老年人", "高龄老人", "独居老人", "空巢老人", "党员", "未成年人", "残疾人", "重度残疾人", "低保对象", "退役军人", "医保未参保", "志愿者", "在校学生", "高龄津贴领取人", "失能老人", "社区矫正", "严重精神障碍"];
    private static readonly string[] Relations = ["assistance", "disability", "veteran", "insurance", "pension", "allowance", "family_planning", "schooling", "forces"];

    public async ValueTask InitializeAsync() => await town.Database.Execute("""
        insert into community.person (id, region, estate_id, hukou_region, is_alive, is_resident, is_hukou, birth_date, sex, education, marriage, political, ethnicity, relation, residence_type, hukou_status,
                                      house_status, house_usage, house_residents, house_youngest)
        select 1000 + n, (array[110108001001000, 110108001001003, 110108001002001, 110108002001002])[1 + n % 4], nullif(1 + n % 4, 4), null, true, n % 9 > 0, false,
               case when n % 11 > 0 then date '1925-03-01' + n * 83 end, case when n % 7 > 0 then 1 + n % 2 end, case when n % 5 > 0 then 1 + n % 9 end, case when n % 3 > 0 then 1 + n % 4 end,
               case when n % 4 > 0 then 1 + n % 4 end, 1 + n % 56, 1 + n % 8, 1 + n % 3, case when n % 6 > 0 then 1 end, 1 + n % 4, 1, 1 + n % 6, date '1950-01-01' + n * 57
        from generate_series(1, 450) n on conflict do nothing;
        insert into community.region values (110108001001003, '东湖第三网格', 4, 110108001001000), (110108001002001, '西湖第一网格', 4, 110108001002000) on conflict do nothing;
        insert into community.tag values (2, '失能老人') on conflict do nothing;
        do $$ begin
            if exists (select from community.disability) then return; end if;
            insert into community.assistance select id, region, null, 1 + id % 3, 100, null, 1 + id % 2 from community.person where id > 1000 and id % 6 = 0;
            insert into community.assistance select id, region, null, 1 + id % 2, 100, null, 2 from community.person where id > 1000 and id % 12 = 0;
            insert into community.disability select id, region, null, nullif(id % 8, 0), nullif(id % 5, 0), null from community.person where id > 1000 and id % 7 = 0;
            insert into community.veteran select id, region, null, 1 + id % 4, null, null from community.person where id > 1000 and id % 13 = 0;
            insert into community.insurance select id, region, null, 1 + id % 2, 1 + id % 3 % 2, 2025 + year from community.person, generate_series(0, 1) year where id > 1000 and (id + year) % 4 > 0;
            insert into community.pension select id, region, null, 1 + id % 3, 100, 1 + id % 2, null from community.person where id > 1000 and id % 3 = 0;
            insert into community.allowance select id, region, null, date '2026-08-01' + 31 * (id % 3), 100 from community.person where id > 1000 and id % 2 = 0;
            insert into community.family_planning select id, region, null, 1 + id % 2, null, null from community.person where id > 1000 and id % 17 = 0;
            insert into community.schooling select id, region, null, 1 + id % 6, null, 1 + id % 2 from community.person where id > 1000 and id % 5 = 0;
            insert into community.special select id, region, null, 1 + id % 2, null, date '2026-10-01' + id % 60 from community.person where id > 1000 and id % 19 = 0;
            insert into community.psychiatric select id, region, null, 1 + id % 5, 1 from community.person where id > 1000 and id % 23 = 0;
            insert into community.person_tag select 1 + id % 2, id, region, null, id % 2 = 0, 1 from community.person where id > 1000 and id % 4 = 1;
            insert into community.force (person_id, kind, region) select id, 1 + id % 9, case when id % 27 = 0 then 110108002001000 else region / 1000 * 1000 end from community.person where id > 1000 and id % 9 = 0;
        end $$;
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Over_bits_and_over_rows_every_plan_counts_the_same()
    {
        var random = new Random(20261101);
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        var (asked, overBits) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var plan = People with
            {
                Population = random.Next(5) switch { 0 => "floating", 1 => "local", _ => null },
                Where = Some(random, catalog, 3),
                GroupBy = [.. Groups.OrderBy(_ => random.Next()).Take(random.Next(3))],
                Measure = random.Next(6) == 0 ? new Measure(MeasureKind.Share) : Measure.Count,
            };
            string[] grants = random.Next(2) == 0 ? ["社区矫正", "严重精神障碍"] : [];
            var account = random.Next(4) switch { 0 => Worker(Communities[random.Next(3)], grants), 1 => Street(), 2 => Street(Hillside), _ => Leader(grants) };
            if (ScopedPlan.For(plan, account, catalog) is not ScopedPlan) continue;
            asked++;
            await town.Database.Execute("update community.resident_bits set fits = true");
            var fast = await town.Ask(plan, account);
            await town.Database.Execute("update community.resident_bits set fits = false");
            var plain = await town.Ask(plan, account);
            if (fast.Sql[0].Contains("resident_bits", StringComparison.Ordinal)) overBits++;
            Assert.DoesNotContain("resident_bits", plain.Sql[0], StringComparison.Ordinal);
            Assert.True(plain.Value == fast.Value && Text(plain) == Text(fast), $"{plan} {account.Role}\nrows: {plain.Value} {Text(plain)}\nbits: {fast.Value} {Text(fast)}\n{fast.Sql[0]}");
        }
        Assert.True(asked > 250 && overBits > asked * 0.85, $"only {overBits} of {asked} were counted over bits");
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
    public async Task A_record_that_comes_changes_or_goes_is_in_the_next_answer()
    {
        var disabled = People with { Where = new HasTag("残疾人") };
        var grave = People with { Where = new HasTag("重度残疾人") };
        var (all, few, list) = (await town.Count(disabled, Worker()), await town.Count(grave, Worker()), (await town.Ask(disabled with { Measure = new(MeasureKind.List) }, Worker())).Total);
        Assert.Equal(all, list);
        await town.Database.Execute("insert into community.disability (person_id, region, hukou_region, kind, level) values (1, $1, $1, 1, (select code from community.value_code where domain = 'disability.level' and label = '三级'))", EastLake);
        Assert.Equal((all + 1, few), (await town.Count(disabled, Worker()), await town.Count(grave, Worker())));
        await town.Database.Execute("update community.disability set level = (select code from community.value_code where domain = 'disability.level' and label = '一级') where person_id = 1");
        Assert.Equal((all + 1, few + 1), (await town.Count(disabled, Worker()), await town.Count(grave, Worker())));
        foreach (var (table, key) in new[] { ("person", "id"), ("disability", "person_id") }) await town.Database.Execute($"update community.{table} set region = $1 where {key} = 1", WestLake);
        Assert.Equal((all, few), (await town.Count(disabled, Worker()), await town.Count(grave, Worker())));
        await town.Database.Execute("delete from community.disability where person_id = 1");
        await town.Database.Execute("update community.person set region = $1 where id = 1", EastLake);
        Assert.Equal((all, few), (await town.Count(disabled, Worker()), await town.Count(grave, Worker())));
    }

    [Fact]
    public async Task Who_helps_govern_another_community_is_seen_by_whoever_sees_that_one()
    {
        var volunteers = People with { Where = new HasTag("志愿者"), Places = [] };
        var (worker, street, leader) = (await town.Count(volunteers, Worker()), await town.Count(volunteers, Street()), await town.Count(volunteers, Leader()));
        await town.Database.Execute("insert into community.force (person_id, kind, region) select 1, code, $1 from community.value_code where domain = 'force.kind' and label = '志愿者'", WestLake);
        Assert.Equal((worker, street + 1, leader + 1), (await town.Count(volunteers, Worker()), await town.Count(volunteers, Street()), await town.Count(volunteers, Leader())));
        await town.Database.Execute("delete from community.force where person_id = 1 and region = $1", WestLake);
        Assert.Equal((worker, street, leader), (await town.Count(volunteers, Worker()), await town.Count(volunteers, Street()), await town.Count(volunteers, Leader())));
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
        Assert.Equal("birth_date 16,birth_year 8,birthday 11,education 5,ethnicity 7,house_residents 7,house_status 4,house_usage 4,house_youngest 16,hukou_status 4,marriage 4,political 5,relation 6,residence_type 4,sex 4",
            await town.Database.Scalar<string>("select string_agg(field || ' ' || bits, ',' order by field) from community.resident_slice"));

    [Fact]
    public async Task The_records_held_are_those_of_the_schema() =>
        Assert.Equal("allowance month; assistance kind,status since,amount; birth  birth_date,registered; disability kind,level issued; family_planning kind; force kind,place; insurance kind,status,year; pension kind,status verified,amount; permit reason issued,until; person place,estate_id; person_tag tag,sensitive; "
            + "psychiatric level,status; schooling education,status; special kind,until; veteran kind enlisted,discharged",
            await town.Database.Scalar<string>("select string_agg(record || ' ' || array_to_string(codes, ',') || coalesce(' ' || nullif(array_to_string(dates || amount, ','), ''), ''), '; ' order by record collate \"C\") from community.resident_fact"));

    private static string Text(Answer answer) => string.Join("; ", answer.Rows.Select(r => string.Join(' ', r)));

    private static Condition Some(Random random, PalmAssistant.Community.Catalog catalog, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => new HasTag(Tags[random.Next(Tags.Length)]),
        1 => new Compare("age", (Comparison)random.Next(6), new Value { Number = random.Next(0, 101) }),
        2 => new Compare("house_residents", (Comparison)random.Next(6), new Value { Number = random.Next(0, 16) / 2m }),
        3 => random.Next(2) == 0 ? OfRecord(random, catalog) : random.Next(2) == 0 ? new Compare("birth_date", (Comparison)random.Next(6), new Value { Date = new DateOnly(1930, 1, 1).AddDays(random.Next(30000)) }) : new Compare(Coded[random.Next(Coded.Length)], Comparison.IsKnown),
        4 => OfCode(random, catalog),
        5 => new Not(Some(random, catalog, depth - 1)),
        6 => new All([Some(random, catalog, depth - 1), Some(random, catalog, depth - 1)]),
        _ => new Any([Some(random, catalog, depth - 1), Some(random, catalog, depth - 1)]),
    };

    private static Related OfRecord(Random random, PalmAssistant.Community.Catalog catalog)
    {
        var relation = catalog.Record("person").Relation(Relations[random.Next(Relations.Length)])!;
        var coded = catalog.Record(relation.Record).Fields.Where(f => f is { Domain: not null, Join: null } && catalog.Labels(f.Domain).Any()).ToArray();
        if (coded.Length == 0 || random.Next(3) == 0) return new(relation.Key, Condition.Always);
        var field = coded[random.Next(coded.Length)];
        var labels = catalog.Labels(field.Domain!).ToArray();
        Condition where = new Compare(field.Key, random.Next(3) > 0 ? Comparison.Equal : Comparison.NotEqual, labels[random.Next(labels.Length)]);
        return new(relation.Key, random.Next(4) == 0 ? new Not(where) : where);
    }

    private static Compare OfCode(Random random, PalmAssistant.Community.Catalog catalog)
    {
        var field = catalog.Record("person").Field(Coded[random.Next(Coded.Length)])!;
        var labels = catalog.Labels(field.Domain!).ToArray();
        var op = field.Kind == FieldKind.Ordered ? random.Next(6) switch { 0 => Comparison.AtLeast, 1 => Comparison.Less, 2 => Comparison.NotEqual, _ => Comparison.Equal } : random.Next(2) == 0 ? Comparison.Equal : Comparison.NotEqual;
        return new(field.Key, op, labels[random.Next(labels.Length)]);
    }
}
