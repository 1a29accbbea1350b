namespace PalmAssistant.Ask;

/// <summary>What a comparison asks of one column, before it is SQL over rows or over bits. Unknown values pass no test but <see cref="IsKnown"/>.</summary>
internal abstract record ColumnTest
{
    /// <param name="Op">=, &lt;&gt;, &lt;, &lt;=, &gt; or &gt;=</param>
    /// <param name="Value">a date or a number</param>
    public sealed record Than(string Op, object Value) : ColumnTest;

    public sealed record OneOf(IReadOnlyList<short> Codes) : ColumnTest;

    public sealed record NoneOf(IReadOnlyList<short> Codes) : ColumnTest;

    public sealed record IsKnown : ColumnTest;

    public sealed record Every(IReadOnlyList<ColumnTest> Parts) : ColumnTest;

    public sealed record Either(IReadOnlyList<ColumnTest> Parts) : ColumnTest;

    public sealed record Fails(ColumnTest Part) : ColumnTest;

    /// <summary>Over rows: values are parameters.</summary>
    public string Sql(string column, SqlScope scope) => this switch
    {
        Than than => $"{column} {than.Op} {scope.Parameter(Plain(than.Value))}",
        OneOf { Codes.Count: 1 } one => $"{column} = {scope.Parameter(one.Codes[0])}",
        OneOf some => $"{column} = any ({scope.Parameter(some.Codes.ToArray())})",
        NoneOf none => $"{column} <> all ({scope.Parameter(none.Codes.ToArray())})",
        IsKnown => $"{column} is not null",
        Every every => "(" + string.Join(" and ", every.Parts.Select(p => p.Sql(column, scope))) + ")",
        Either either => "(" + string.Join(" or ", either.Parts.Select(p => p.Sql(column, scope))) + ")",
        Fails fails => "not " + fails.Part.Sql(column, scope),
        _ => throw new InvalidOperationException($"No SQL for {GetType().Name}"),
    };

    /// <summary>A whole number as bigint: compared with a numeric, every row of a smallint column would be cast.</summary>
    private static object Plain(object value) => value is decimal number && decimal.Truncate(number) == number && Math.Abs(number) < long.MaxValue ? (long)number : value;
}
