using PalmAssistant.Access;
using PalmAssistant.Community;

namespace PalmAssistant.Corrections;

/// <summary>What came of working a change out: fields before and after, or why not.</summary>
public abstract record Worked
{
    public sealed record Out(IReadOnlyList<FieldChange> Changes) : Worked;

    /// <summary>Something is missing or has two meanings; each option is a whole sentence.</summary>
    public sealed record Ask(string Question, IReadOnlyList<(string Label, string Say)> Options) : Worked;

    public sealed record No(string Why) : Worked;

    /// <summary>The register says so already: nothing to do, unless something else was said too.</summary>
    public sealed record Already(string Why) : Worked;
}

/// <summary>Works out what a change means for the register: reads the record as it stands, checks the new value, names every field that follows.</summary>
public sealed class Drafting(CorrectionRules rules, CatalogSource catalogs, Register register, SubjectFinder finder)
{
    public const string MovedAway = "已搬离";

    /// <param name="value">as typed; canonical in the change that comes out</param>
    public async Task<Worked> Field(RegisterEntry entry, CorrectableField field, string value, Account account, DateOnly today, CancellationToken ct)
    {
        if (field.As is "house") return await Move(entry, value, account, today, ct);
        if (field.As is "newcomer" or "newcomers" or "confirmation") return new Worked.No($"{field.Name}不能这样登记，请直接说，例如“新来了一个人，叫李明，身份证号…，住3号楼2单元501”。");
        if (field.As is "death") return Death(entry, DateOnly.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var day) ? day : null, null, today);
        var catalog = await catalogs.Current(ct);
        var (canonical, wrong) = FieldValue.Read(field, value, catalog);
        if (wrong is not null) return new Worked.No(wrong);
        var before = entry.Values.GetValueOrDefault(field.Name);
        if (before == canonical) return new Worked.Already($"{entry.Name}的{field.Name}登记的就是{FieldValue.Shown(field, canonical!)}，不用改。");
        return new Worked.Out([new(entry.Subject.Record, entry.Subject.Id, entry.Label, field.Name, before, canonical!)]);
    }

    public static Worked MoveOut(RegisterEntry person) =>
        !person.IsAlive ? new Worked.No($"{person.Name}登记为已去世，不用再登记搬走。")
        : person.HouseId is null ? new Worked.Already($"{person.Name}现在没有登记住在这里，不用改。")
        : new Worked.Out([Leaving(person)]);

    public static Worked Death(RegisterEntry person, DateOnly? on, string? when, DateOnly today)
    {
        if (!person.IsAlive) return new Worked.Already($"{person.Name}已经登记为去世。");
        if (on > today) return new Worked.No("去世日期不能在今天之后，请再说一次。");
        return new Worked.Out([new("person", person.Subject.Id, person.Label, "生死", "在世", on is { } day ? $"去世（{day:yyyy-MM-dd}）" : when is { Length: > 0 } ? $"去世（{when}，具体日期不详）" : "去世（日期不详）") { Died = on }]);
    }

    public async Task<Worked> Move(RegisterEntry person, string words, Account account, DateOnly today, CancellationToken ct)
    {
        if (words is "" or MovedAway) return MoveOut(person);
        if (!person.IsAlive) return new Worked.No($"{person.Name}登记为已去世，不能改住址。");
        var turn = new Conversation.Turn("", "", "", account, words, default, today);
        switch (await finder.Find(words, AboutKind.House, true, turn, null, null, ct))
        {
            case Found.One(var house):
                if (house.Subject.Id == person.HouseId) return new Worked.Already($"{person.Name}登记的就住在{house.Name}。");
                return new Worked.Out([new("person", person.Subject.Id, person.Label, "现住房屋", person.Values.GetValueOrDefault("现住房屋"), house.Values["地址"]) { House = house.Subject.Id }]);
            case Found.Several several:
                return new Worked.Ask($"有 {several.Total} 处“{words}”，{person.Name}搬到了哪一处？", [.. several.Options.Select(o => (o.Label, $"{Name(person)}搬到{o.Say}"))]);
            case Found.Refused:
                return new Worked.No($"“{words}”不在您的辖区。人已经不住这里的话，说“{person.Name}搬走了”就行。");
            case Found.Nobody(var why):
                return new Worked.No(why);
            default:
                return new Worked.No($"没认出“{words}”是哪一户。");
        }
    }

    /// <summary>Everyone registered there has left.</summary>
    public async Task<IReadOnlyList<FieldChange>> AllLeave(RegisterEntry house, Account account, CancellationToken ct) =>
        [.. (await register.Residents(account, house.Subject.Id, ct)).Select(Leaving)];

    public async Task<Worked> Empty(RegisterEntry house, Account account, CancellationToken ct)
    {
        var leaving = await AllLeave(house, account, ct);
        var before = house.Values.GetValueOrDefault("房屋状态");
        if (before == "空置" && leaving.Count == 0) return new Worked.Already($"{house.Name}登记的就是空置，没有住户。");
        return new Worked.Out([.. before == "空置" ? [] : new FieldChange[] { new("house", house.Subject.Id, house.Name, "房屋状态", before, "空置") }, .. leaving]);
    }

    /// <summary>独居 is counted, not written: who else is registered there has left, or nothing is to be changed.</summary>
    public async Task<Worked> Alone(RegisterEntry person, Account account, CancellationToken ct)
    {
        if (person.HouseId is not { } house) return new Worked.No($"{person.Name}没有登记住在哪一户，先说住在哪里，例如“{person.Name}搬到2号楼1单元301”。");
        var others = (await register.Residents(account, house, ct)).Where(r => r.Subject != person.Subject).ToList();
        if (others.Count == 0) return new Worked.Already($"{person.Name}所在的{person.Address}登记的就只有这一个人，系统已经按独居算。年满60周岁的会带上“独居老人”标签。");
        return new Worked.Out([.. others.Select(Leaving)]);
    }

    public Worked Tag(RegisterEntry person, TagIs said, Catalog catalog, string? handTags)
    {
        var tag = catalog.FindTag(said.Tag);
        if (tag is null) return new Worked.No($"没有“{said.Tag}”这个标签。");
        if (tag.Sensitive) return new Worked.No($"“{tag.Name}”由主管部门认定，不能在这里登记。");
        if (tag.Rule is not null) return new Worked.No($"“{tag.Name}”是按数据算出来的，不用手工标。{tag.Definition}。要改的话请改它依据的那一项。");
        var have = (handTags ?? "").Split('、', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (have.Contains(tag.Name) == said.Holds) return new Worked.Already(said.Holds ? $"{person.Name}已经有“{tag.Name}”标签。" : $"{person.Name}没有“{tag.Name}”标签。");
        var after = said.Holds ? [.. have, tag.Name] : have.Where(t => t != tag.Name).ToList();
        return new Worked.Out([new("person", person.Subject.Id, person.Label, "标签", handTags, string.Join('、', after))]);
    }

    public CorrectableField Of(string record, string name) => rules.Field(record, name)!;

    private static FieldChange Leaving(RegisterEntry person) =>
        new("person", person.Subject.Id, person.Label, "现住房屋", person.Values.GetValueOrDefault("现住房屋"), MovedAway);

    private static string Name(RegisterEntry person) => person.Address.Length > 0 ? $"{person.Address}的{person.Name}" : person.Name;
}
