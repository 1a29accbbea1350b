using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Completes the profile of a house: who lives there with the tags that matter, whose 户口 is there, what is registered there, and what wants checking.</summary>
public sealed class HouseProfile(NpgsqlDataSource database, CommunityQueries queries, HeldTags tags)
{
    private const int MostPeople = 8, MostTags = 5, MostFirms = 3, StaleDays = 365;

    internal async Task<Answer> Complete(Answer answer, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var (scoped, record) = (answer.Scoped, catalog.Record("house"));
        var rows = new ProfileRows(answer);
        var people = await List(scoped, new QueryPlan { Record = "person", Measure = Measure.List, Places = scoped.Plan.Places, Show = ["relation", "sex", "age"] }, catalog, today, ct);
        if (people is not null)
        {
            var held = await tags.Of(scoped, people.PersonIds, catalog, today, ct, ofFamilies: true);
            foreach (var (row, i) in people.Rows.Take(MostPeople).Select((r, i) => (r, i)))
            {
                var marks = (held.GetValueOrDefault(people.PersonIds[i]) ?? []).Take(MostTags).Select(t => t.Name).ToList();
                rows.Add($"住户{i + 1}", $"{row[0]}（{string.Join("，", row.Skip(1).Select((c, at) => c is null ? null : at == 2 ? c + "岁" : c.ToString()).OfType<string>())}）", string.Join("、", marks));
            }
            if (people.Total > MostPeople) rows.Add("还有", $"{people.Total - MostPeople} 人，说“这户名单”全部列出");
            if (people.Total == 0) rows.Add("住户", "没有登记住在这里的人");
        }
        var away = await List(scoped, new QueryPlan { Record = "person", Population = "away", Measure = Measure.List, Places = scoped.Plan.Places, Show = ["age"] }, catalog, today, ct);
        if (away is { Total: > 0 }) rows.Add("户口在这、人不在", string.Join("、", away.Rows.Select(r => r[0])));
        rows.Add("登记在这里的单位", await Firms(scoped, catalog, today, null, ct));
        rows.Add("要核实", string.Join("；", ToCheck(rows, record, people?.Total, today)));
        rows.Add("还没登记", string.Join("、", rows.Missing(record, "status", "area", "owner_name", "owner_phone")));
        return rows.Of(answer);
    }

    /// <summary>Of a business or venue: the house it is in, what else is at the same address, what wants checking.</summary>
    internal async Task<Answer> CompleteFirm(Answer answer, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (answer.RecordIds is not [var id]) return answer;
        var (scoped, record) = (answer.Scoped, catalog.Record(answer.Scoped.Plan.Record));
        var rows = new ProfileRows(answer);
        var check = new List<string>();
        if (await HouseOf(record.Table, id, catalog, ct) is { } place)
        {
            var house = await List(scoped, new QueryPlan { Record = "house", Measure = Measure.List, Places = [place], Show = ["usage", "status", "residents"] }, catalog, today, ct);
            if (house is { Rows: [var row] }) rows.Add("所在房屋", string.Join("，", row.Select((c, i) => c is null ? null : i == 3 ? $"住 {c} 人" : c.ToString()).OfType<string>()));
            if (house is { Rows: [[_, "住宅", ..]] }) check.Add("登记在住宅里");
            if (ScopedPlan.For(new QueryPlan { Record = "house", Measure = Measure.List, Places = [place] }, scoped.Account, catalog) is ScopedPlan there)
                rows.Add("同一地址的单位", await Firms(there, catalog, today, rows.Value(record, "name") as string, ct));
        }
        else check.Add("地址没有落到具体房屋");
        if (rows.Value(record, "hazard") is "未整改") check.Add("隐患还没有整改");
        if (Older(rows.Value(record, "checked"), today) is { } days) check.Add($"{days} 天没有检查");
        rows.Add("要核实", string.Join("；", check));
        rows.Add("还没登记", string.Join("、", rows.Missing(record, "legal_person", "phone", "industry", "manager", "staff", "checked")));
        return rows.Of(answer);
    }

    private static IEnumerable<string> ToCheck(ProfileRows rows, RecordDefinition house, int? people, DateOnly today)
    {
        var status = rows.Value(house, "status") as string;
        if (status == "空置" && people > 0) yield return $"登记为空置，却有 {people} 人住";
        if (status is "自住" or "出租" or "群租" or "借住" && people == 0) yield return $"登记为{status}，却没有登记住的人";
        if (Older(rows.Value(house, "surveyed"), today) is { } days) yield return $"{days} 天没有采集了";
    }

    /// <summary>Days since, when that is more than a year.</summary>
    private static int? Older(object? day, DateOnly today) =>
        day is string text && DateOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var at) && today.DayNumber - at.DayNumber > StaleDays ? today.DayNumber - at.DayNumber : null;

    private async Task<string?> Firms(ScopedPlan scoped, Catalog catalog, DateOnly today, string? but, CancellationToken ct)
    {
        var said = new List<string>();
        foreach (var record in new[] { "entity", "venue" })
            if (await List(scoped, new QueryPlan { Record = record, Measure = Measure.List, Places = scoped.Plan.Places, Show = ["kind"] }, catalog, today, ct) is { } firms)
                said.AddRange(firms.Rows.Where(r => r[0] as string != but).Take(MostFirms).Select(r => $"{r[0]}（{r[1]}）"));
        return string.Join("、", said.Distinct());
    }

    private async Task<Answer?> List(ScopedPlan scoped, QueryPlan plan, Catalog catalog, DateOnly today, CancellationToken ct) =>
        AskData.NotHandedOver(plan, catalog) is null && ScopedPlan.For(plan, scoped.Account, catalog) is ScopedPlan open && await queries.Run(open, today, ct) is Answer answer ? answer : null;

    private async Task<Place?> HouseOf(string table, int id, Catalog catalog, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select h.estate_id, h.building, h.unit, h.room, h.region from {table} f join community.house h on h.id = f.house_id where f.id = $1");
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new Place(PlaceKind.Estate, reader.GetInt32(0).ToString(System.Globalization.CultureInfo.InvariantCulture), catalog.Estate(reader.GetInt32(0))?.Name ?? "")
        { Building = reader.GetString(1), Unit = reader.GetString(2), Room = reader.GetString(3), Region = reader.GetInt64(4) } : null;
    }
}
