using PalmAssistant.Language;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Binding;

/// <summary>The rows of a list and its columns: whose records they are, and which field, flag or count of the record each column wants.</summary>
internal sealed partial class RowReader(Catalogue catalogue, Func<string, Reading> read)
{
    private static readonly string[] Owners = ["姓名", "名称"];

    /// <summary>Who is listed, by the caption or title: 重度残疾人入户走访花名册 → 重度残疾人. Null when it was not read whole.</summary>
    public RowQuery? Rows(FormTable table, string title)
    {
        if (RecordOf(table.Kind) is not { } record) return null;
        foreach (var words in Namings(table.Caption ?? title).SelectMany(Shorter).SelectMany(w => record == "person" && w.EndsWith('户') ? new[] { w, w[..^1] + "对象" } : [w]))
            if (read(BindingWords.All.Restate(BindingWords.All.Expand(words)) + "名单") is Understood { Plans: [{ GroupBy.Count: 0, Ranking: null, Places.Count: 0 } plan] } && plan.Record == record)
                return new(plan with { Measure = Measure.List }, words.EndsWith("名单", StringComparison.Ordinal) && words.Length > 3 ? words[..^2] : words);
        return null;
    }

    public CellBinding Column(FormColumn column, string record)
    {
        if (column.Hidden) return Nobody.Knows;
        var groups = column.Path.Take(column.Path.Count - 1).ToList();
        var leaf = Bare(column.Leaf);
        if (column.Path.Any(p => BindingWords.All.Never.Any(n => p.Contains(n, StringComparison.Ordinal)))) return Nobody.Knows;
        var own = groups.All(g => BindingWords.All.NeutralGroups.Contains(Bare(g)));
        if ((own ? FieldOf(record, leaf) ?? FieldOfSubject(record, leaf) : null) is { } field) return Field(field, leaf, 1);
        var joined = string.Concat(groups.Select(Bare)) + leaf;
        if (groups.Count > 0 && (FieldOf(record, joined) ?? FieldOf(record, BindingWords.All.Expand(joined))) is { } ofGroup) return Field(ofGroup, joined, 1);
        if (groups.Count > 0 && Owners.Contains(leaf) && FieldOf(record, Bare(groups[^1])) is { } owner) return Field(owner, joined, 0.9);
        if (groups.Count > 0 && Phones.Contains(leaf) && OwnerPhone(record, FieldOf(record, Bare(groups[^1]))) is { } phone) return Field(phone, joined, 0.9);
        if (!own) return Nobody.Knows;
        return Flag(leaf, record) ?? CountOf(column, record) ?? ByChoices(column, record) ?? Nobody.Knows;
    }

    private static readonly string[] Phones = ["电话", "联系电话", "手机", "手机号", "手机号码", "联系方式"];

    /// <summary>电话 under 房主 is the owner's, under 负责人 the venue's.</summary>
    private static string? OwnerPhone(string record, string? group) => (record, group) switch { ("house", "owner_name") => "owner_phone", ("venue", "manager") or ("entity", "legal_person") => "phone", _ => null };

    private static RowField Field(string field, string words, double confidence) => new(field) { Understood = words, Confidence = confidence };

    /// <summary>老人电话, 本人身份证号: the row's own, said with who the row is.</summary>
    private string? FieldOfSubject(string record, string header) => record != "person" ? null
        : BindingWords.All.Subjects.Where(s => header.StartsWith(s, StringComparison.Ordinal) && header.Length > s.Length + 1).Select(s => FieldOf(record, header[s.Length..].TrimStart('的'))).FirstOrDefault(f => f is not null);

    private string? FieldOf(string record, string header)
    {
        if (BindingWords.All.Fields.GetValueOrDefault(record)?.GetValueOrDefault(header) is { } known) return known.Length > 0 ? known : null;
        var fields = catalogue.Records.FirstOrDefault(r => r.Key == record)?.Fields ?? [];
        return fields.FirstOrDefault(f => f.Lists && (f.Name == header || f.Words.Contains(header)))?.Key;
    }

    /// <summary>是否低保: 是 or 否 for the person of the row.</summary>
    private CellBinding? Flag(string leaf, string record)
    {
        if (!leaf.StartsWith("是否", StringComparison.Ordinal) || record != "person") return null;
        return read(BindingWords.All.Expand(leaf[2..].TrimStart('为', '是')) + "有多少人") is Understood { Plans: [{ Record: "person", GroupBy.Count: 0, Measure.Kind: MeasureKind.Count, Population: null } plan] }
            ? new RowFlag(plan.Where) { Understood = leaf[2..] } : null;
    }

    /// <summary>其中：流动人口 beside the people of a house.</summary>
    private CellBinding? CountOf(FormColumn column, string record)
    {
        if (record != "house" || column.Type is not (CellType.Integer or CellType.Number)) return null;
        var phrase = HeaderPhrase.Of([column.Leaf], "人");
        return read(phrase.Sentence) is Understood { Plans: [{ Record: "person", GroupBy.Count: 0, Measure.Kind: MeasureKind.Count } plan] }
            ? new RowCount(plan) { Understood = string.Concat(phrase.Parts), Confidence = 0.9 } : null;
    }

    /// <summary>A drop-down whose every choice is a label of one field only.</summary>
    private CellBinding? ByChoices(FormColumn column, string record)
    {
        if (column.Choices.Count < 2) return null;
        var fields = catalogue.Records.First(r => r.Key == record).Fields.Where(f => f.Values.Count > 0 && column.Choices.All(c => f.Values.Any(v => v.Label == c))).ToList();
        return fields is [var one] ? Field(one.Key, column.Leaf, 0.7) : null;
    }

    private static string? RecordOf(TableKind kind) => kind switch
    {
        TableKind.PersonList => "person",
        TableKind.HouseList => "house",
        TableKind.VenueList => "venue",
        TableKind.EntityList => "entity",
        _ => null,
    };

    /// <summary>The title as a whole; what its brackets narrow it to; without whose list it is (云湾区…, 社区在册…); of 出租房屋及承租人员 the houses, which are the rows.</summary>
    private static IEnumerable<string> Namings(string title)
    {
        if (InBrackets().Match(title) is { Success: true } narrowed) yield return narrowed.Groups[1].Value;
        var bare = Bare(title);
        yield return bare;
        var own = Whose().Replace(bare, "");
        if (own.Length < bare.Length) yield return own;
        if (WithPeople().Match(own) is { Success: true } of) yield return of.Groups[1].Value;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"[（(]([一-鿿、\d]{3,14})[)）](?=.)")] private static partial System.Text.RegularExpressions.Regex InBrackets();
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:[一-鿿]{2,6}?[市区县])?(?:[一-鿿]{2,6}?街道)?(?:[一-鿿]{2,6}?社区(?!矫正))?(?:本?辖区内?|全区|全街道|本社区|社区(?!矫正)|街道)?(?:在册|登记在册|现有|实有的?)?")] private static partial System.Text.RegularExpressions.Regex Whose();
    [System.Text.RegularExpressions.GeneratedRegex(@"^(.*房屋?)(?:及|和|与|、)(?:其?承租|租住|居住|入住|租户|租客|租赁|住户)")] private static partial System.Text.RegularExpressions.Regex WithPeople();

    /// <summary>The title, then ever shorter as its office words fall away from the end.</summary>
    private static IEnumerable<string> Shorter(string title)
    {
        for (var words = title; words.Length > 1;)
        {
            yield return words;
            if (BindingWords.All.TitleTails.FirstOrDefault(t => words.EndsWith(t, StringComparison.Ordinal) && words.Length > t.Length) is not { } tail) yield break;
            words = words[..^tail.Length];
        }
    }

    /// <summary>Without brackets, units, 其中 and the numbering of a caption.</summary>
    private static string Bare(string text) => System.Text.RegularExpressions.Regex.Replace(
        Wording.Squeeze(text).TrimStart('*'), @"[（(][^）)]*[)）]|^(其中|附)[：:]?|^表(?:[一二三四五六七八九十]+|\d{1,2}(?!\d))[：:]?|^\d{4}年度?(?!以来|以后)|第[一二三四]季度", "");
}
