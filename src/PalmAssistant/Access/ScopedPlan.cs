using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Access;

/// <summary>A plan narrowed to what an account may see, or the reason why not.</summary>
public abstract record Scoping;

/// <param name="Reason">for the person; says what the account may see, nothing of the data</param>
public sealed record Declined(string Reason) : Scoping;

/// <summary>
/// The only thing a query runs. <see cref="For"/> alone makes one: it narrows region, fields and tags by the role table of the reply contract,
/// or declines with a reason.
/// </summary>
public sealed record ScopedPlan : Scoping
{
    private ScopedPlan(QueryPlan plan, Account account, ReaderLimits limits, Place scope, IReadOnlyList<string> columns, string? purpose = null) =>
        (Plan, Account, Limits, Scope, Columns, Purpose) = (plan, account, limits, scope, columns, purpose);

    /// <summary>The plan with its places made explicit: at least one, all inside the account's range.</summary>
    public QueryPlan Plan { get; }
    public Account Account { get; }

    /// <summary>The second lock's settings.</summary>
    public ReaderLimits Limits { get; }

    /// <summary>The region really counted.</summary>
    public Place Scope { get; }

    /// <summary>Fields shown of a listed record, those the account may see.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The account may count these people and not list them: small figures are suppressed.</summary>
    public bool FiguresOnly { get; private init; }

    /// <summary>What full numbers were asked for; null = numbers are masked.</summary>
    public string? Purpose { get; }

    /// <summary>The same list with full ID and phone numbers, for a stated purpose: those who work with the people themselves may, others see them masked.</summary>
    public Scoping Unmasked(string purpose) =>
        Account.Role is Role.CommunityWorker or Role.CommunitySecretary or Role.StreetOfficer
            ? new ScopedPlan(Plan, Account, Limits, Scope, Columns, purpose)
            : new Declined($"{Account.Role.Name()}查看的名单一律脱敏，完整号码请由所在社区或街道查看。");

    /// <summary>The same question as of the end of another day, and nothing compared; null = now.</summary>
    public ScopedPlan On(DateOnly? day) => new(Plan with { AsOf = day, ComparedWith = null, Trend = null, Change = Change.Net }, Account, Limits, Scope, Columns) { FiguresOnly = FiguresOnly };

    /// <summary>The same question with another condition added: within the same records, never wider.</summary>
    public ScopedPlan And(Condition more) => new(Plan with { Where = Plan.Where.And(more) }, Account, Limits, Scope, Columns) { FiguresOnly = FiguresOnly };

    /// <summary>The share's whole, in the same scope.</summary>
    public ScopedPlan OutOf(QueryPlan whole) => new(whole with { Places = whole.Places.Count > 0 ? whole.Places : Plan.Places }, Account, Limits, Scope, []) { FiguresOnly = FiguresOnly };

    /// <exception cref="UnknownInCatalog">The plan names what the catalogue does not have.</exception>
    public static Scoping For(QueryPlan plan, Account account, Catalog catalog)
    {
        if (account.Role is Role.PolicyCurator or Role.Administrator)
            return new Declined($"您的账号是{account.Role.Name()}，不能查询居民、房屋、市场主体等业务数据。");
        var range = RegionRange.Of(account.Region);
        if (AllPlaces(plan).FirstOrDefault(p => !range.Contains(RangeOf(p, account))) is { } outside)
            return new Declined($"“{outside.Name}”不在您的查询范围内，您的账号只能查看{HomeName(account, catalog)}的数据。");
        var touches = PlanTouches.Of(plan, catalog);
        var limits = ReaderLimits.For(account, catalog);
        if (Refusal(plan, account, touches, limits, catalog) is { } reason) return new Declined(reason);
        var figuresOnly = plan.Measure.Kind is not (MeasureKind.List or MeasureKind.Profile) && Refusal(plan with { Measure = Measure.List }, account, touches, limits, catalog) is not null;
        if (figuresOnly && (plan.ComparedWith is not null || plan.AsOf is not null || plan.Trend is not null || plan.Minus is not null)) return new Declined("涉及敏感人群，只提供当前的数，不做对比。");
        var home = Home(account, catalog);
        var places = plan.Places.Count > 0 ? plan.Places : [home];
        if (plan.Minus is { Places.Count: 0 } less) plan = plan with { Minus = less with { Places = [home] } };
        return new ScopedPlan(plan with { Places = places }, account, limits, ScopeOf(places, home, catalog), ColumnsOf(plan, account, catalog)) { FiguresOnly = figuresOnly };
    }

    /// <summary>The account's own region as a place.</summary>
    public static Place Home(Account account, Catalog catalog) =>
        new(RegionRange.Level(account.Region) switch { 1 => PlaceKind.District, 2 => PlaceKind.Street, 3 => PlaceKind.Community, _ => PlaceKind.Grid },
            account.Region.ToString(), HomeName(account, catalog))
        { Region = account.Region };

    private static string HomeName(Account account, Catalog catalog) =>
        account.RegionName.Length > 0 ? account.RegionName : catalog.RegionName(account.Region) ?? "本辖区";

    private static IEnumerable<Place> AllPlaces(QueryPlan plan) => plan.Places.Concat(plan.OutOf is { } whole ? AllPlaces(whole) : []).Concat(plan.Minus is { } minus ? AllPlaces(minus) : []);

    /// <summary>A building or room without an estate lies in the account's own region.</summary>
    private static RegionRange RangeOf(Place place, Account account) => RegionRange.Of(place.Region == 0 ? account.Region : place.Region);

    private static Place ScopeOf(IReadOnlyList<Place> places, Place home, Catalog catalog)
    {
        if (places.Count > 1) return home with { Name = string.Join("、", places.Select(NameOf)) };
        var place = places[0];
        return place.Region == 0 ? home with { Name = home.Name + NameOf(place) }
            : place.Kind == PlaceKind.Estate ? place with { Name = (catalog.RegionName(place.Region) ?? "") + NameOf(place) }
            : place with { Name = NameOf(place) };
    }

    private static string NameOf(Place place) =>
        place.Name + (place.Building is { Length: > 0 } b ? (char.IsAsciiDigit(b[^1]) ? b + "号楼" : b) : "") + (place.Unit is { Length: > 0 } u ? u + "单元" : "") + place.Room;

    private static string? Refusal(QueryPlan plan, Account account, PlanTouches touches, ReaderLimits limits, Catalog catalog)
    {
        var people = plan.Measure.Kind is MeasureKind.List or MeasureKind.Profile;
        var granted = ReaderLimits.Granted(account, catalog).Select(t => t.Name).ToHashSet();
        foreach (var touch in touches.All.Where(t => t.Sensitive))
        {
            var open = touch.Tag is { } tag ? granted.Contains(tag) : SensitiveRecordIsOpen(touch, granted, catalog);
            if (!open) return account.Role == Role.DepartmentOfficer ? OutsideBusiness(touch, account) : $"“{touch.Name}”属于敏感信息，您的账号没有查看授权。";
            if (account.Role == Role.DistrictOfficer && people) return $"“{touch.Name}”属于敏感信息，区级账号只能查看数量，不能查看名单。";
        }
        if (account.Role != Role.DepartmentOfficer) return null;
        if (touches.All.FirstOrDefault(t => !Department.Owns(account.Department, t.Business) && !t.Business.Contains(Department.Any)) is { } foreign)
            return OutsideBusiness(foreign, account);
        if (!touches.All.Any(t => Department.Owns(account.Department, t.Business)))
            return $"您的账号是部门专员，只能查询{account.Department ?? "本部门"}业务范围内的数据，请带上业务条件再问。";
        if (touches.Records.FirstOrDefault(r => !limits.Records.Contains(r)) is { } closed)
            return $"这个问题要用到“{RecordName(closed, catalog)}”，不在您部门（{account.Department}）的业务范围内。";
        return null;
    }

    private static bool SensitiveRecordIsOpen(Touch record, HashSet<string> granted, Catalog catalog) =>
        catalog.Files.Records.First(r => r.Name == record.Name).Sensitive.All(granted.Contains);

    private static string OutsideBusiness(Touch touch, Account account) => $"“{touch.Name}”不在您部门（{account.Department ?? "未登记"}）的业务范围内。";

    private static string RecordName(string key, Catalog catalog) => catalog.Files.Records.FirstOrDefault(r => r.Key == key)?.Name ?? key;

    private static IReadOnlyList<string> ColumnsOf(QueryPlan plan, Account account, Catalog catalog)
    {
        if (plan.Measure.Kind is not (MeasureKind.List or MeasureKind.Profile)) return [];
        var record = catalog.Record(plan.Record);
        var wanted = plan.Measure.Kind == MeasureKind.Profile ? record.Profile : record.List;
        if (plan.Show.Count > 0) wanted = [.. record.List.Take(1).Union(plan.Show)];
        else if (plan.Ranking?.Field is { } ranked) wanted = [.. wanted.Union([ranked])];      // the figure that put them in this order is seen
        return [.. wanted.Where(key => MaySee(key, record, account))];
    }

    private static bool MaySee(string key, RecordDefinition record, Account account) =>
        account.Role != Role.DepartmentOfficer || key.Contains('.') || record.Field(key) is not { } field
        || field.Business.Contains(Department.Any) || Department.Owns(account.Department, field.Business);
}
