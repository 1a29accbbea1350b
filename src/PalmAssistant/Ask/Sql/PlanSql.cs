using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>What every statement of a plan shares: the record's frame and its where clause (population, places, conditions).</summary>
internal sealed class PlanSql
{
    /// <param name="today">an earlier <see cref="QueryPlan.AsOf"/> of the plan takes its place</param>
    public PlanSql(QueryPlan plan, Catalog catalog, DateOnly today) : this(plan, catalog, plan.AsOf is { } day && day < today ? new SqlScope(catalog, today).On(day) : new SqlScope(catalog, today)) { }

    private PlanSql(QueryPlan plan, Catalog catalog, SqlScope scope, string alias = "p")
    {
        Plan = plan;
        Scope = scope;
        Conditions = new(Scope);
        var record = catalog.Record(plan.Record);
        Frame = new(record, record.Population(plan.Population), alias, Scope);
        Asked = [.. ConditionSql.Fields(plan.Where), .. plan.GroupBy];
        Where = WhereClause();
    }

    public QueryPlan Plan { get; }
    public SqlScope Scope { get; }
    public ConditionSql Conditions { get; }
    public RecordFrame Frame { get; }

    /// <summary>Fields the plan compares or groups by on its own record.</summary>
    public HashSet<string> Asked { get; }

    public string Where { get; private set; }

    /// <summary>More is asked than the plan says: who was counted on another day is left out.</summary>
    public bool LeavesOut { get; private set; }

    /// <summary>" where …" or nothing.</summary>
    public string WhereText => Where.Length > 0 ? " where " + Where : "";

    /// <summary>Leaves out who was counted already at the end of another day: what came in between.</summary>
    public PlanSql NotOn(DateOnly day, DateOnly today)
    {
        var then = new PlanSql(Plan, Scope.Catalog, day < today ? Scope.On(day) : new SqlScope(Scope, today), Scope.Alias());
        var same = $"{then.Frame.Id} = {Frame.Id}";
        var from = then.Frame.From();
        Where = (Where.Length > 0 ? Where + " and " : "") + $"not exists (select from {from} where {(then.Where.Length > 0 ? then.Where + " and " : "")}{same})";
        LeavesOut = true;
        return this;
    }

    /// <summary>Only among these ids.</summary>
    public PlanSql Among(int[] ids)
    {
        Where = $"{Frame.Id} = any ({Scope.Parameter(ids)})" + (Where.Length > 0 ? " and " + Where : "");
        return this;
    }

    private string WhereClause()
    {
        var parts = new List<string>();
        if (Frame.Members(Asked) is { } members) parts.Add(members);
        if (PlacesSql.Of(Plan.Places, Frame, Scope) is { } places) parts.Add(places);
        if (Frame.Record.Current is { } current && !ConditionSql.Fields(current).Any(Asked.Contains)) parts.Add(Conditions.Of(current, Frame));
        if (Plan.Where is not All { Parts.Count: 0 }) parts.Add(Conditions.Of(Plan.Where, Frame));
        return string.Join(" and ", parts);
    }
}

/// <summary>Named places as SQL: region ranges, estates, buildings, rooms.</summary>
internal static class PlacesSql
{
    /// <summary>null = everywhere.</summary>
    public static string? Of(IReadOnlyList<Place> places, RecordFrame frame, SqlScope scope)
    {
        var parts = places.Select(p => Of(p, frame, scope, only: places.Count == 1)).ToList();
        if (parts.Count == 0 || parts.Any(p => p is null)) return null;
        return parts.Count == 1 ? parts[0] : "(" + string.Join(" or ", parts) + ")";
    }

    private static string? Of(Place place, RecordFrame frame, SqlScope scope, bool only)
    {
        var narrow = place.Building is { Length: > 0 } || place.Unit is { Length: > 0 } || place.Room is { Length: > 0 };
        if (place.Kind != PlaceKind.Estate || place.Key.Length == 0)
        {
            var region = place.Region == 0 ? null : Region(place.Region, frame, scope, only);
            return narrow ? Join(region, Houses(place, null, frame, scope)) : region;
        }
        var estate = int.Parse(place.Key, System.Globalization.CultureInfo.InvariantCulture);
        if (narrow) return Houses(place, estate, frame, scope);
        if (frame.Estate is { } column) return $"{column} = {scope.Parameter(estate)}";
        return ThroughPerson(frame, scope, person => $"{person.Estate} = {scope.Parameter(estate)}");
    }

    private static string Join(string? region, string houses) => region is null ? houses : $"({region} and {houses})";

    private static string? Region(long code, RecordFrame frame, SqlScope scope, bool only)
    {
        var range = RegionRange.Of(code);
        if (RegionRange.Level(code) == 1 && scope.Catalog.Rows.Regions.Count(r => r.Level == 1) <= 1) return null;
        var (low, high) = (scope.Parameter(range.Low), scope.Parameter(range.High));
        if (only) frame.Range = (low, high);
        return $"{frame.Region} between {low} and {high}";
    }

    private static string Houses(Place place, int? estate, RecordFrame frame, SqlScope scope)
    {
        if (frame.Record.Key == "house") return string.Join(" and ", HouseParts(place, estate, frame.Alias, scope));
        if (frame.House is null) return ThroughPerson(frame, scope, person => Houses(place, estate, person, scope));
        var house = scope.Alias();
        return $"{frame.House} in (select {house}.id from {scope.Table("community.house")} {house} where {string.Join(" and ", HouseParts(place, estate, house, scope))})";
    }

    private static IEnumerable<string> HouseParts(Place place, int? estate, string alias, SqlScope scope)
    {
        if (estate is { } id) yield return $"{alias}.estate_id = {scope.Parameter(id)}";
        if (place.Building is { Length: > 0 } building) yield return $"{alias}.building = {scope.Parameter(Bare(building))}";
        if (place.Unit is { Length: > 0 } unit) yield return $"{alias}.unit = {scope.Parameter(Bare(unit))}";
        if (place.Room is { Length: > 0 } room) yield return $"{alias}.room = {scope.Parameter(Bare(room))}";
    }

    /// <summary>A record that knows no house (治理力量, what departments say) is placed through its person.</summary>
    private static string ThroughPerson(RecordFrame frame, SqlScope scope, Func<RecordFrame, string> where)
    {
        var record = scope.Catalog.Record("person");
        var person = new RecordFrame(record, record.Population(null), scope.Alias(), scope);
        return $"{frame.Alias}.person_id in (select {person.Alias}.id from {person.From()} where {where(person)})";
    }

    private static string Bare(string part) => part.TrimEnd('号', '楼', '栋', '幢', '座', '单', '元', '室', '户', '#');
}
