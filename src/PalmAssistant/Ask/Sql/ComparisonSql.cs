using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>One comparison of a field as SQL with parameters.</summary>
internal sealed class ComparisonSql(SqlScope scope)
{
    public string Of(Compare compare, RecordFrame frame)
    {
        var field = Field(compare, frame);
        if (compare.Op == Comparison.IsKnown) return Known(field, frame);
        return TestOf(compare, field, frame.Record) is { } test ? test.Sql(frame.Column(field), scope) : Named(compare, field, frame) + Text(compare, frame.Column(field));
    }

    /// <summary>What is asked of the field's column, or null where it is text.</summary>
    /// <exception cref="UnknownInCatalog">the field, or a value it is compared with, is not known</exception>
    public ColumnTest? Test(Compare compare, RecordFrame frame)
    {
        var field = Field(compare, frame);
        if (compare.Op != Comparison.IsKnown) return TestOf(compare, field, frame.Record);
        return field.Kind is FieldKind.Flag or FieldKind.Text ? null : new ColumnTest.IsKnown();
    }

    private static FieldDefinition Field(Compare compare, RecordFrame frame) =>
        frame.Record.Field(compare.Field) ?? throw new UnknownInCatalog("项目", compare.Field);

    private ColumnTest? TestOf(Compare compare, FieldDefinition field, RecordDefinition record)
    {
        if (compare.Values.Count == 0) throw new InvalidOperationException($"{compare.Field} is compared with nothing");
        return field.Kind switch
        {
            _ when field.Key == "age_band" => throw new UnknownInCatalog("项目", field.Name),
            FieldKind.Age => Age(compare),
            FieldKind.Choice or FieldKind.Ordered => Coded(compare, field),
            FieldKind.Number => Number(compare, field, record),
            FieldKind.Date or FieldKind.Month => Dates(compare, field, record),
            FieldKind.Text => null,
            FieldKind.Place when field.Part is "building" or "unit" => null,
            _ => throw new UnknownInCatalog("项目", field.Name),
        };
    }

    private static string Known(FieldDefinition field, RecordFrame frame) => field.Kind switch
    {
        FieldKind.Flag => frame.Column(field),
        FieldKind.Text => $"coalesce({frame.Column(field)}, '') <> ''",
        _ => new ColumnTest.IsKnown().Sql(frame.Column(field), null!),
    };

    private ColumnTest Age(Compare compare)
    {
        if (compare.Op == Comparison.In) return new ColumnTest.Either([.. compare.Values.Select(v => Age(compare with { Op = Comparison.Equal, Values = [v] }))]);
        if (compare.Op == Comparison.NotEqual) return new ColumnTest.Fails(Age(compare with { Op = Comparison.Equal }));
        var (from, to) = AgeBounds.Of(compare.Op, NumberOf(compare.Values[0]), compare.Values.Count > 1 ? NumberOf(compare.Values[1]) : null, scope.Today);
        var parts = new List<ColumnTest>();
        if (from is { } earliest) parts.Add(new ColumnTest.Than(">=", earliest));
        if (to is { } latest) parts.Add(new ColumnTest.Than("<=", latest));
        return new ColumnTest.Every(parts);
    }

    private ColumnTest Coded(Compare compare, FieldDefinition field)
    {
        var codes = Codes(compare, field).Distinct().Order().ToArray();
        return compare.Op == Comparison.NotEqual ? new ColumnTest.NoneOf(codes) : new ColumnTest.OneOf(codes);
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

    private ColumnTest Number(Compare compare, FieldDefinition field, RecordDefinition record) =>
        Compared(compare, v => v.Relative == "newest" ? Newest(record, field) : NumberOf(v));

    private ColumnTest Dates(Compare compare, FieldDefinition field, RecordDefinition record) => Compared(compare, v => v switch
    {
        { Date: { } date } => field.Kind == FieldKind.Month ? new DateOnly(date.Year, date.Month, 1) : date,
        { Relative: "newest" } => Newest(record, field),
        { Relative: { } relative } => RelativeDate.Resolve(relative, scope.Today),
        _ => throw new FormatException($"“{v}” is no date"),
    });

    private object Newest(RecordDefinition record, FieldDefinition field) =>
        (scope.IsPast ? scope.Catalog.Newest(record.Key, field.Key, scope.Today) : scope.Catalog.Newest(record.Key, field.Key)) ?? (field.Kind == FieldKind.Number ? 0 : (object)DateOnly.MinValue);

    private static ColumnTest Compared(Compare compare, Func<Value, object> value)
    {
        ColumnTest Than(string op, int i = 0) => new ColumnTest.Than(op, value(compare.Values[i]));
        return compare.Op switch
        {
            Comparison.Equal => Than("="),
            Comparison.NotEqual => Than("<>"),
            Comparison.Less => Than("<"),
            Comparison.AtMost => Than("<="),
            Comparison.More => Than(">"),
            Comparison.AtLeast => Than(">="),
            Comparison.Between => new ColumnTest.Every([Than(">="), Than("<=", 1)]),
            Comparison.In => new ColumnTest.Either([.. compare.Values.Select((_, i) => Than("=", i))]),
            _ => throw new InvalidOperationException($"{compare.Op} does not fit {compare.Field}"),
        };
    }

    /// <summary>"p.id in (…) and ": part of a business's name is looked up by its pairs of characters (schema 131), the beginning of a person's by itself (139), before it is compared.</summary>
    private string Named(Compare compare, FieldDefinition field, RecordFrame frame)
    {
        if (scope.IsPast || field.Key != "name" || compare.Values is not [var part, ..] || part.ToString() is not { Length: > 1 } text) return "";
        var found = (frame.Record.Key, compare.Op) switch
        {
            ("entity", Comparison.Contains or Comparison.StartsWith or Comparison.EndsWith) => "entities_named",
            ("person", Comparison.StartsWith) => "people_named",
            _ => null,
        };
        return found is null ? "" : $"{frame.Id} in (select community.{found}({scope.Parameter(text)})) and ";
    }

    /// <summary>A comparison of text over a column that holds it.</summary>
    public string Text(Compare compare, string column)
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
