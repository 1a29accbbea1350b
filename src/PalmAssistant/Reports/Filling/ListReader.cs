using System.Globalization;
using PalmAssistant.Ask;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;

namespace PalmAssistant.Reports.Filling;

/// <summary>A list's rows as records: key "p" + record id, values by column letter.</summary>
internal sealed record ListRows(IReadOnlyList<(string Key, IReadOnlyDictionary<string, string> Values)> Rows, IReadOnlyList<int> PersonIds, (string Name, DateOnly? Latest)? Source, string? Why);

/// <summary>Reads the records of a list and what its columns want of them: fields, flags, counts.</summary>
internal static class ListReader
{
    private const string Card = "disability.card";
    private static readonly string[] CardParts = ["id_number", "disability.kind", "disability.level"];
    private static readonly string[] Address = ["estate", "building", "unit", "room"];

    public static async Task<ListRows> Read(IReadOnlyDictionary<string, CellBinding> bindings, RowQuery query, Place place, Func<QueryPlan, int, Task<(Answer? Answer, string? Why)>> run)
    {
        var fields = bindings.Values.OfType<RowField>().SelectMany(f => f.Field == Card ? CardParts : [f.Field]);
        if (bindings.Values.OfType<RowCount>().Any()) fields = fields.Concat(Address);
        var plan = query.Plan with { Measure = Measure.List, Places = [place], Show = [.. fields.Distinct()] };
        var (records, why, persons, source) = await All(plan, run);
        if (why is not null) return new([], [], null, why);
        var flags = new Dictionary<string, HashSet<int>>();
        foreach (var (letter, flag) in bindings.Where(b => b.Value is RowFlag).Select(b => (b.Key, (RowFlag)b.Value)))
            flags[letter] = [.. (await All(plan with { Where = plan.Where.And(flag.Where), Show = [] }, run)).Records.Select(r => r.Id)];
        var counts = new Dictionary<string, Dictionary<string, int>>();
        foreach (var (letter, count) in bindings.Where(b => b.Value is RowCount).Select(b => (b.Key, (RowCount)b.Value)))
            counts[letter] = (await All(count.Persons with { Measure = Measure.List, Places = [place], Show = Address }, run)).Records.GroupBy(r => AddressOf(r.Fields)).ToDictionary(g => g.Key, g => g.Count());
        return new([.. records.Select(r => ("p" + r.Id.ToString(CultureInfo.InvariantCulture), Values(bindings, r, flags, counts)))], persons, source, null);
    }

    private static IReadOnlyDictionary<string, string> Values(IReadOnlyDictionary<string, CellBinding> bindings, Record record, Dictionary<string, HashSet<int>> flags, Dictionary<string, Dictionary<string, int>> counts)
    {
        var values = new Dictionary<string, string>();
        foreach (var (letter, binding) in bindings)
        {
            var value = binding switch
            {
                RowField { Field: Card } => CardOf(record.Fields),
                RowField { Field: "address" } => Door(record.Fields.GetValueOrDefault("address")),
                RowField field => record.Fields.GetValueOrDefault(field.Field),
                RowFlag flag => flags[letter].Contains(record.Id) ? flag.Yes : flag.No,
                RowCount => counts[letter].GetValueOrDefault(AddressOf(record.Fields)).ToString(CultureInfo.InvariantCulture),
                _ => null,
            };
            // Several related records in one cell ("820、460") are for a person to decide.
            if (value is { Length: > 0 } && !(binding is RowField { Field: var f } && f.Contains('.') && value.Contains('、'))) values[letter] = value;
        }
        return values;
    }

    private static async Task<(List<Record> Records, string? Why, List<int> Persons, (string, DateOnly?)? Source)> All(QueryPlan plan, Func<QueryPlan, int, Task<(Answer? Answer, string? Why)>> run)
    {
        var records = new List<Record>();
        var persons = new List<int>();
        (string, DateOnly?)? source = null;
        while (true)
        {
            var (answer, why) = await run(plan, records.Count);
            if (answer is null) return ([], why, [], null);
            var keys = answer.Scoped.Columns;
            for (var i = 0; i < answer.Rows.Count; i++)
                records.Add(new(answer.RecordIds[i], keys.Zip(answer.Rows[i]).Where(x => x.Second is not null).DistinctBy(x => x.First).ToDictionary(x => x.First, x => Text(x.Second!))));
            persons.AddRange(answer.PersonIds);
            if (answer.Sources.Count > 0) source ??= (string.Join('、', answer.Sources.Select(s => s.Source)), answer.Sources.Max(s => (DateOnly?)s.Latest));
            if (answer.Rows.Count == 0 || records.Count >= answer.Total) return (records, null, persons, source);
        }
    }

    private static string AddressOf(IReadOnlyDictionary<string, string> fields) => string.Join('/', Address.Select(a => fields.GetValueOrDefault(a)));

    /// <summary>An address on a form ends in 户: "3号楼2单元501" → "3号楼2单元501户".</summary>
    private static string? Door(string? address) => address is { Length: > 0 } && char.IsAsciiDigit(address[^1]) && address.Contains("号楼", StringComparison.Ordinal) ? address + "户" : address;

    /// <summary>残疾人证号 = identity number, category digit, level digit; masked as the number is.</summary>
    private static string? CardOf(IReadOnlyDictionary<string, string> fields)
    {
        var kind = Array.IndexOf(["视力", "听力", "言语", "肢体", "智力", "精神", "多重"], fields.GetValueOrDefault("disability.kind")) + 1;
        var level = Array.IndexOf(["一级", "二级", "三级", "四级"], fields.GetValueOrDefault("disability.level")) + 1;
        return kind > 0 && level > 0 && fields.GetValueOrDefault("id_number") is { Length: > 0 } number ? $"{number}{kind}{level}" : null;
    }

    private static string Text(object value) => value switch
    {
        decimal d => d.ToString("0.##", CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private sealed record Record(int Id, IReadOnlyDictionary<string, string> Fields);
}
