using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>One comparison of a field as SQL with parameters.</summary>
internal sealed class ComparisonSql(SqlScope scope)
{
    public string Of(Compare compare, RecordFrame frame)
    {
        var field = frame.Record.Field(compare.Field) ?? throw new UnknownInCatalog("项目", compare.Field);
        if (compare.Op == Comparison.IsKnown) return Known(field, frame);
        if (compare.Values.Count == 0) throw new InvalidOperationException($"{compare.Field} is compared with nothing");
        return field.Kind switch
        {
            _ when field.Key == "age_band" => throw new UnknownInCatalog("项目", field.Name),
            FieldKind.Age => Age(compare, frame.Column(field)),
            FieldKind.Choice => Coded(compare, field, frame.Column(field)),
            FieldKind.Ordered => Coded(compare, field, frame.Column(field)),
            FieldKind.Number => Number(compare, field, frame),
            FieldKind.Date or FieldKind.Month => Dates(compare, field, frame),
            FieldKind.Text => Text(compare, frame.Column(field)),
            FieldKind.Place when field.Part is "building" or "unit" => Text(compare, frame.Column(field)),
            _ => throw new UnknownInCatalog("项目", field.Name),
        };
    }

    private static string Known(FieldDefinition field, RecordFrame frame) => field.Kind switch
    {
        FieldKind.Flag => frame.Column(field),
        FieldKind.Text => $"coalesce({frame.Column(field)}, '') <> ''",
        _ => $"{frame.Column(field)} is not null",
    };

    private string Age(Compare compare, string column)
    {
        if (compare.Op == Comparison.In) return "(" + string.Join(" or ", compare.Values.Select(v => Age(compare with { Op = Comparison.Equal, Values = [v] }, column))) + ")";
        if (compare.Op == Comparison.NotEqual) return "not " + Age(compare with { Op = Comparison.Equal }, column);
        var (from, to) = AgeBounds.Of(compare.Op, NumberOf(compare.Values[0]), compare.Values.Count > 1 ? NumberOf(compare.Values[1]) : null, scope.Today);
        var parts = new List<string>();
        if (from is { } earliest) parts.Add($"{column} >= {scope.Parameter(earliest)}");
        if (to is { } latest) parts.Add($"{column} <= {scope.Parameter(latest)}");
        return "(" + string.Join(" and ", parts) + ")";
    }

    private string Coded(Compare compare, FieldDefinition field, string column)
    {
        var codes = Codes(compare, field).Distinct().Order().ToArray();
        if (compare.Op == Comparison.NotEqual) return $"{column} <> all ({scope.Parameter(codes)})";
        return codes.Length == 1 ? $"{column} = {scope.Parameter(codes[0])}" : $"{column} = any ({scope.Parameter(codes)})";
    }

    /// <summary>Codes meant by the labels; for ordered fields 以上 and 以下 take in all labels on that side.</summary>
    private IEnumerable<short> Codes(Compare compare, FieldDefinition field)
    {
        var labels = compare.Values.Select(v => v.Text ?? v.ToString()).ToList();
        foreach (var label in labels) Require(field, label);
        if (compare.Op is Comparison.Equal or Comparison.In or Comparison.NotEqual)
            return labels.Select(l => scope.Catalog.Code(field.Domain!, l)).OfType<short>();
        if (field.Kind != FieldKind.Ordered) throw new UnknownInCatalog("顺序", field.Name);
        var first = RankOf(field, labels[0]);
        var last = labels.Count > 1 ? RankOf(field, labels[1]) : first;
        return scope.Catalog.Labels(field.Domain!).Where(l => Meets(RankOf(field, l))).Select(l => scope.Catalog.Code(field.Domain!, l)).OfType<short>();

        bool Meets(int? rank) => compare.Op switch
        {
            Comparison.AtLeast => rank >= first,
            Comparison.More => rank > first,
            Comparison.AtMost => rank <= first,
            Comparison.Less => rank < first,
            _ => rank >= Math.Min(first!.Value, last!.Value) && rank <= Math.Max(first!.Value, last!.Value),
        };
    }

    private void Require(FieldDefinition field, string label)
    {
        if (field.Values.All(v => v.Label != label) && scope.Catalog.Code(field.Domain!, label) is null) throw new UnknownInCatalog(field.Name, label);
    }

    /// <summary>A label's place in its order, higher = more; a grave disability (一级) is more than a light one.</summary>
    private int? RankOf(FieldDefinition field, string label) => scope.Catalog.Rank(field.Domain!, label) is { } rank ? (field.Reverse ? -rank : rank) : null;

    private string Number(Compare compare, FieldDefinition field, RecordFrame frame)
    {
        var column = frame.Column(field);
        return Compared(compare, column, v => v.Relative == "newest" ? Newest(frame.Record, field) : NumberOf(v));
    }

    private string Dates(Compare compare, FieldDefinition field, RecordFrame frame) =>
        Compared(compare, frame.Column(field), v => v switch
        {
            { Date: { } date } => field.Kind == FieldKind.Month ? new DateOnly(date.Year, date.Month, 1) : date,
            { Relative: "newest" } => Newest(frame.Record, field),
            { Relative: { } relative } => RelativeDate.Resolve(relative, scope.Today),
            _ => throw new FormatException($"“{v}” is no date"),
        });

    private object Newest(RecordDefinition record, FieldDefinition field) =>
        scope.Catalog.Newest(record.Key, field.Key) ?? (field.Kind == FieldKind.Number ? 0 : (object)DateOnly.MinValue);

    private string Compared(Compare compare, string column, Func<Value, object> value)
    {
        string P(int i) => scope.Parameter(value(compare.Values[i]));
        return compare.Op switch
        {
            Comparison.Equal => $"{column} = {P(0)}",
            Comparison.NotEqual => $"{column} <> {P(0)}",
            Comparison.Less => $"{column} < {P(0)}",
            Comparison.AtMost => $"{column} <= {P(0)}",
            Comparison.More => $"{column} > {P(0)}",
            Comparison.AtLeast => $"{column} >= {P(0)}",
            Comparison.Between => $"({column} >= {P(0)} and {column} <= {P(1)})",
            Comparison.In => "(" + string.Join(" or ", compare.Values.Select((_, i) => $"{column} = {P(i)}")) + ")",
            _ => throw new InvalidOperationException($"{compare.Op} does not fit {compare.Field}"),
        };
    }

    private string Text(Compare compare, string column)
    {
        var texts = compare.Values.Select(v => v.ToString()).ToArray();
        return compare.Op switch
        {
            Comparison.Equal => $"{column} = {scope.Parameter(texts[0])}",
            Comparison.NotEqual => $"{column} <> {scope.Parameter(texts[0])}",
            Comparison.In => $"{column} = any ({scope.Parameter(texts)})",
            Comparison.StartsWith => $"{column} like {scope.Parameter(Escape(texts[0]) + "%")}",
            Comparison.EndsWith => $"{column} like {scope.Parameter("%" + Escape(texts[0]))}",
            Comparison.Contains => $"{column} like {scope.Parameter("%" + Escape(texts[0]) + "%")}",
            _ => throw new InvalidOperationException($"{compare.Op} does not fit {compare.Field}"),
        };
    }

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static decimal NumberOf(Value value) =>
        value.Number ?? (decimal.TryParse(value.Text, out var number) ? number : throw new FormatException($"“{value}” is no number"));
}
