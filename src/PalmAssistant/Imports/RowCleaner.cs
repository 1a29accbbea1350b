using PalmAssistant.Community;
using PalmAssistant.Imports.Addresses;
using PalmAssistant.Imports.Cleaning;
using PalmAssistant.Imports.Readers;

namespace PalmAssistant.Imports;

/// <summary>One row of a file to the values of its evidence table. Knows no database; asks the gazetteer for places and the code lists for codes.</summary>
public sealed class RowCleaner(EvidenceTable table, HeaderRow header, Gazetteer gazetteer, AddressResolver addresses, ValueCodes codes, Estates estates)
{
    /// <summary>In the reason of a row that waits for file 00.</summary>
    internal const string UnknownRegion = "不在行政区划里";

    private readonly Profile profile = table.Profile;
    private readonly int[] target = [.. table.Profile.Columns.Select(c => c.Field is null ? -1 : table.Index(c.Field))];
    private readonly Value[] values = new Value[table.Columns.Count];
    private readonly List<CellRepair> repairs = [];
    private readonly Dictionary<FieldKind, string> parts = [];
    private string? reason;
    private string? addressText;

    /// <summary>Valid until the next row.</summary>
    public ReadOnlySpan<Value> Values => values;

    /// <summary>Repairs of the last row.</summary>
    public IReadOnlyList<CellRepair> Repairs => repairs;

    /// <summary>Cleans a row; null when it is taken, otherwise why it goes to quarantine.</summary>
    /// <param name="key">A key decided elsewhere (matched by name and birth date, or by a person), which the ID cell does not overrule.</param>
    public string? Clean(IRowReader row, long? key = null)
    {
        Array.Clear(values);
        repairs.Clear();
        parts.Clear();
        (reason, addressText) = (null, null);
        for (var c = 0; c < profile.Columns.Count; c++)
        {
            var column = profile.Columns[c];
            var cell = header.Cell(c) is var at and >= 0 ? row.Cell(at) : "";
            if (key is { } given && column == profile.PersonColumn) TakeKey(column, c, cell, given);
            else CleanCell(column, target[c], cell);
            if (column.Filled && target[c] >= 0 && !values[target[c]].HasValue) reason ??= $"{column.Header}为空或无效";
        }
        foreach (var (field, constant) in profile.Constants ?? new Dictionary<string, string>()) values[table.Index(field)] = Value.Of(constant);
        if (profile.Record == "region" && !values[table.Index("level")].HasValue && values[table.Index("code")] is { HasValue: true } code) Put(table.Index("level"), Value.Of(Access.RegionRange.Level(code.Number)));
        if (profile.Record == "house") CleanHouse();
        else if (profile.HasPlace) CleanPlace();
        return reason;
    }

    /// <summary>Name and birth date of the last row, by which a row without a valid ID may find its person.</summary>
    public (string? Name, DateOnly? Birth) Likeness()
    {
        int name = table.Index("name"), birth = table.Index("birth");
        return (name >= 0 && values[name].HasValue ? values[name].Text : null, birth >= 0 && values[birth].HasValue ? values[birth].Date : null);
    }

    private void CleanCell(ProfileColumn column, int at, string cell)
    {
        switch (column.As)
        {
            case FieldKind.Text: Put(at, Value.Of(Words.Tidy(cell))); break;
            case FieldKind.Name: Put(at, Value.Of(Words.Compact(cell))); break;
            case FieldKind.Phone: Put(at, Value.Of(NumberCell.Phone(cell))); break;
            case FieldKind.Tags: Put(at, Value.Of(Tags(cell))); break;
            case FieldKind.Code: CleanCode(column, at, cell); break;
            case FieldKind.Person or FieldKind.Certificate: CleanPerson(column, at, cell); break;
            case FieldKind.OtherPerson: CleanOther(column, at, cell); break;
            case FieldKind.DisabilityCard: CleanCard(column, at, cell); break;
            case FieldKind.CreditCode: CleanCredit(column, at, cell); break;
            case FieldKind.RegionCode: CleanRegionCode(column, at, cell); break;
            case FieldKind.RegionLevel: Put(at, Level(Words.Compact(cell))); break;
            case FieldKind.CommunityName: CleanCommunity(column, at, cell); break;
            case FieldKind.Address: addressText = Words.Tidy(cell); break;
            case FieldKind.Street or FieldKind.Community or FieldKind.Grid or FieldKind.Estate or FieldKind.Building or FieldKind.Unit or FieldKind.Room:
                parts[column.As] = Words.Compact(cell); break;
            default: CleanNumber(column, at, cell); break;
        }
    }

    private void CleanNumber(ProfileColumn column, int at, string cell)
    {
        if (Words.Tidy(cell) is not { Length: > 0 } text) return;
        var value = column.As switch
        {
            FieldKind.Date => DateCell.TryDate(text, out var date) ? Value.Of(date) : default,
            FieldKind.Month => DateCell.TryMonth(text, out var month) ? Value.Of(month) : default,
            FieldKind.Year => DateCell.TryYear(text, out var year) ? Value.Of(year) : default,
            FieldKind.Integer => NumberCell.TryInteger(text, out var whole) ? Value.Of(whole) : default,
            _ => NumberCell.TryAmount(text, out var amount) ? Value.Of(amount) : default,
        };
        if (value.HasValue && (at < 0 || table.Columns[at].Holds(value))) Put(at, value);
        else Log(column, Repair.SetAside, cell);
    }

    private void CleanCode(ProfileColumn column, int at, string cell)
    {
        if (Words.Compact(cell) is not { Length: > 0 } word) return;
        if (codes.Code(column.Domain!, word, out var isNew) is { } code) Put(at, Value.Of(code));
        else Log(column, Repair.SetAside, cell);
        if (isNew) Log(column, Repair.NewWord, cell);
    }

    private void CleanPerson(ProfileColumn column, int at, string cell)
    {
        var canonical = IdCell.Normalise(cell, out var repair);
        var certificate = IdCell.CertificateKey(canonical);
        var key = column.As == FieldKind.Certificate ? certificate : IdCell.Key(canonical, ref repair) ?? certificate;
        if (key is null) Fail(column, canonical.Length == 0);
        else if (repair != Repair.None) Log(column, repair, cell);
        Put(at, Value.Of(key));
        if (column.As == FieldKind.Certificate) Put(table.Index("certificate"), Value.Of(canonical));
    }

    private void TakeKey(ProfileColumn column, int c, string cell, long given)
    {
        Put(target[c], Value.Of(given));
        var canonical = IdCell.Normalise(cell, out _);
        if (column.As == FieldKind.Certificate) values[table.Index("certificate")] = Value.Of(canonical.Length == 0 ? "-" : canonical);
    }

    private void CleanOther(ProfileColumn column, int at, string cell)
    {
        var canonical = IdCell.Normalise(cell, out var repair);
        if (canonical.Length == 0) return;
        var key = IdCell.Key(canonical, ref repair);
        if (key is null) repair |= Repair.SetAside;
        if (repair != Repair.None) Log(column, repair, cell);
        Put(at, Value.Of(key));
    }

    // The card carries its holder, category and level. The columns beside it, when filled, come after and decide.
    private void CleanCard(ProfileColumn column, int at, string cell)
    {
        var canonical = IdCell.Normalise(cell, out var repair);
        if (canonical.Length == 17) canonical = IdNumber.TryLengthen(canonical[..15], out var holder) ? holder.Value + canonical[15..] : canonical;
        if (!DisabilityCard.TryParse(canonical, out var card))
        {
            Fail(column, canonical.Length == 0);
            return;
        }
        if (repair != Repair.None) Log(column, repair, cell);
        Put(at, Value.Of(IdCell.KeyOf(card.Holder)));
        Put(table.Index("kind"), Value.Of(codes.Code("disability.kind", card.Category, out _)));
        Put(table.Index("level"), Value.Of(codes.Code("disability.level", card.Level, out _)));
    }

    private void CleanCredit(ProfileColumn column, int at, string cell)
    {
        var canonical = IdCell.Normalise(cell, out var repair);
        if (!CreditCode.TryParse(canonical, out var code)) reason ??= canonical.Length == 0 ? "统一社会信用代码为空" : "统一社会信用代码校验失败";
        else Put(at, Value.Of(code.Value));
        if (repair != Repair.None) Log(column, repair, cell);
    }

    private void CleanRegionCode(ProfileColumn column, int at, string cell)
    {
        var digits = IdCell.Normalise(cell, out _);
        if (digits.Length == 0) return;
        if (digits.Length is < 6 or > 15 || digits.AsSpan().ContainsAnyExceptInRange('0', '9')) Log(column, Repair.SetAside, cell);
        else Put(at, Value.Of(Access.RegionRange.Parse(digits)));
    }

    private void CleanCommunity(ProfileColumn column, int at, string cell)
    {
        var name = Words.Compact(cell);
        if (gazetteer.Region(name, 3) is var code and not 0) Put(at, Value.Of(code));
        else reason ??= name.Length == 0 ? $"{column.Header}为空" : $"{column.Header}“{name}”{UnknownRegion}，或有重名";
    }

    private void CleanHouse()
    {
        var region = values[table.Index("region")] is { HasValue: true } code && gazetteer.HasRegion(code.Number) ? code.Number : 0;
        if (region == 0 || Access.RegionRange.Level(region) < 3) region = gazetteer.Region(Part(FieldKind.Community), 3, gazetteer.Region(Part(FieldKind.Street), 2));
        if (region == 0)
        {
            reason ??= $"区划代码{UnknownRegion}，街道、社区也对不上";
            return;
        }
        var community = region / 1000 * 1000;
        if (region == community && gazetteer.Region(Part(FieldKind.Grid), 4, community) is var grid and not 0) region = grid;
        var door = DoorNumber.FromCells(Part(FieldKind.Building), Part(FieldKind.Unit), Part(FieldKind.Room));
        if (Part(FieldKind.Estate).Length == 0) reason ??= "小区为空";
        if (door.Room.Length == 0) reason ??= "房号为空";
        if (reason is not null) return;
        Put(table.Index("region"), Value.Of(region));
        Put(table.Index("estate_id"), Value.Of(estates.Of(community, Part(FieldKind.Estate))));
        values[table.Index("building")] = Text(door.Building);
        values[table.Index("unit")] = Text(door.Unit);
        values[table.Index("room")] = Text(door.Room);
    }

    private void CleanPlace()
    {
        var place = addressText is not null ? addresses.FromText(addressText)
            : addresses.FromCells(Part(FieldKind.Street), Part(FieldKind.Community), Part(FieldKind.Estate), Part(FieldKind.Building), Part(FieldKind.Unit), Part(FieldKind.Room));
        var words = addressText ?? (place.IsHouse ? "" : string.Concat(new[] { FieldKind.Street, FieldKind.Community, FieldKind.Estate, FieldKind.Building, FieldKind.Unit, FieldKind.Room }.Select(p => Part(p) + PlaceColumns.Separator)));
        Put(table.Index("house_id"), place.House == 0 ? default : Value.Of(place.House));
        Put(table.Index("estate_id"), place.Estate == 0 ? default : Value.Of(place.Estate));
        Put(table.Index("region"), place.Region == 0 ? default : Value.Of(place.Region));
        Put(table.Index("level"), Value.Of((long)place.Level));
        Put(table.Index("address"), Value.Of(words));
        if (table.Index("place") is var at and >= 0) Put(at, Value.Of(place.IsHouse ? "#" + place.House : words.Length > 0 ? words : "-"));
    }

    private string Part(FieldKind kind) => parts.GetValueOrDefault(kind, "");

    private static Value Text(string text) => Value.Literal(text);

    private static Value Level(string word) => word switch
    {
        "区" or "县" or "市" or "区县" => Value.Of(1),
        "街道" or "镇" or "乡" or "镇街" => Value.Of(2),
        "社区" or "村" => Value.Of(3),
        "网格" => Value.Of(4),
        _ => default,
    };

    private static string Tags(string cell) =>
        string.Join('、', cell.Split(['、', ';', '；', ',', '，', '|'], StringSplitOptions.RemoveEmptyEntries).Select(Words.Compact).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal));

    private void Fail(ProfileColumn column, bool empty)
    {
        var what = column.As == FieldKind.Certificate ? "出生医学证明编号" : table.Index("birth") >= 0 ? "证件号码" : column.As == FieldKind.DisabilityCard ? "残疾人证号" : "身份证号";
        reason ??= empty ? $"{what}为空" : $"{what}校验失败";
    }

    private void Put(int at, Value value)
    {
        if (at >= 0) values[at] = value;
    }

    private void Log(ProfileColumn column, Repair repair, string before) => repairs.Add(new(column.Header, repair, before));
}

/// <summary>What was done to one cell.</summary>
public readonly record struct CellRepair(string Header, Repair What, string Before);
