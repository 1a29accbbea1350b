using System.Text.Json;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>
/// Workbooks of many hands (tests/workbooks): what each column must be bound to was written down before it was read. A figure's truth is a
/// question whose plan must be the same; a column is right, asked about, left to people, or wrong. Nothing may be wrong, nothing bindable left.
/// </summary>
public class WorkbookHandsTests(ITestOutputHelper output)
{
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly Catalog Catalog = new(CatalogFiles.Load(), CatalogRows.Empty);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "workbooks");

    public static TheoryData<string> Workbooks => [.. Directory.EnumerateFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Workbooks))]
    public void Every_column_is_right_or_asked_about_and_none_is_wrong(string name)
    {
        var hand = WorkbookHand.Read(Path.Combine(Folder, name + ".txt"));
        var read = FormReader.Read(hand.Book.Bytes(), Today);
        var form = Assert.IsType<ReadForm.Recognised>(read).Form;
        var design = new Binder(Catalog.Words, Read, Today).Bind(form);
        var verdicts = new List<string>();
        Assert.True(form.Tables.Count == hand.Tables.Count, $"{hand.Tables.Count} tables expected, read: {string.Join(", ", form.Tables.Select(t => $"{t.Kind} {t.FirstRow}-{t.LastRow}"))}");
        foreach (var (truth, no) in hand.Tables.Select((t, i) => (t, i)))
        {
            var table = form.Tables[no];
            if (truth.Kind != KindOf(table)) verdicts.Add($"wrong kind of table {no}: {KindOf(table)} for {truth.Kind}");
            if (truth.Rows.Length > 0 && truth.Rows != $"{table.FirstRow}-{table.LastRow}") verdicts.Add($"wrong rows of table {no}: {table.FirstRow}-{table.LastRow} for {truth.Rows}");
            if (truth.Listed is { } listed) verdicts.Add(Listed(design.RowQueries[no], listed, no));
            verdicts.AddRange(truth.Columns.Select(c => Verdict(design, no, c.Column, c.Truth)));
        }
        foreach (var verdict in verdicts) output.WriteLine(verdict);
        output.WriteLine($"SCORE {name}: right {verdicts.Count(v => v.StartsWith("right"))}, asked {verdicts.Count(v => v.StartsWith("asked"))}, left {verdicts.Count(v => v.StartsWith("left"))}, wrong {verdicts.Count(v => v.StartsWith("wrong"))}");
        Assert.DoesNotContain(verdicts, v => v.StartsWith("wrong", StringComparison.Ordinal) || v.StartsWith("left", StringComparison.Ordinal));
    }

    private static Reading Read(string sentence) => RuleReader.Read(new(sentence, Today, Catalog.Words, [], null));

    private static string KindOf(FormTable table) => table.Kind switch
    {
        TableKind.Summary => "summary", TableKind.PersonList => "person", TableKind.HouseList => "house", TableKind.VenueList => "venue", TableKind.EntityList => "entity", TableKind.FixedRows => "fixed", TableKind.Form => "form", _ => "list",
    };

    private static string Listed(RowQuery? query, string question, int no) => query is null ? $"left rows of table {no}: nobody is listed for {question}"
        : Same(query.Plan, PlanOf(question + "名单")) ? $"right rows of table {no}" : $"wrong rows of table {no}: {Words(query.Plan)} for {question} = {Words(PlanOf(question + "名单"))}";

    /// <summary>"C = 残疾人有多少人", "H none or ask".</summary>
    private static string Verdict(ReportDesign design, int no, string column, string truth)
    {
        var binding = design.Bindings[no].TryGetValue(column, out var own) ? own : design.BindingOf(no, column.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));
        var name = $"{column} “{Slot.Of(design).FirstOrDefault(s => s.Table == no && s.Column == column.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') || s.Table == no && s.Column == column)?.Name}”";
        var wanted = truth.Split(" or ");
        if (wanted.Any(w => Is(binding, w))) return binding is Undecided && wanted[0] != "ask" ? $"asked {name}" : $"right {name}";
        if (binding is Undecided) return $"asked {name}, truth {truth}";
        if (binding is Nobody) return $"left {name}, truth {truth}";
        return $"wrong {name}: {Told(binding)}, truth {truth}{(wanted[0].StartsWith("= ", StringComparison.Ordinal) ? $" = {Words(PlanOf(wanted[0][2..]))}" : "")}";
    }

    private static bool Is(CellBinding binding, string truth) => truth.Split(' ', 2) switch
    {
        ["="  , var question] => binding is Figure { Plans: [var plan] } && Same(plan, PlanOf(question)),
        ["field", var field] => binding is RowField row && row.Field == field,
        ["flag", var who] => binding is RowFlag flag && Text(flag.Where) == Text(PlanOf(who + "有多少人").Where),
        ["account", var fact] => binding is FromAccount account && account.Fact.ToString() == fact,
        ["none"] => binding is Nobody, ["ask"] => binding is Undecided, ["auto"] => binding is RowNumber, ["region"] => binding is RegionName, ["formula"] => binding is Computed, ["reviewer"] => binding is ByReviewer or Nobody,
        ["people"] => binding is RowCount,
        ["grids"] => binding is PlaceCount { Part: PlacePart.Grid }, ["estates"] => binding is PlaceCount { Part: PlacePart.Estate }, ["buildings"] => binding is PlaceCount { Part: PlacePart.Building },
        _ => throw new InvalidOperationException($"no such truth: {truth}"),
    };

    private static QueryPlan PlanOf(string question) => Read(question) is Understood { Plans: [var plan] } ? plan : throw new InvalidOperationException($"the truth itself is not read: {question}: {Read(question)}");

    private static bool Same(QueryPlan one, QueryPlan two) => (one.Record, Whom(one)) == (two.Record, Whom(two)) && Parts(one.Where).Order().SequenceEqual(Parts(two.Where).Order());

    private static string Whom(QueryPlan plan) => plan.Population ?? Catalog.Record(plan.Record).Population(null).Key;

    /// <summary>Of two ages from which on, the higher says all.</summary>
    private static IEnumerable<string> Parts(Condition where)
    {
        var parts = Flat(where).ToList();
        decimal? From(Condition c) => c is Compare { Field: "age", Op: Comparison.AtLeast or Comparison.Between } age ? age.Values[0].Number : null;
        return parts.Where(p => p is not Compare { Op: Comparison.AtLeast } || From(p) is not { } from || !parts.Any(o => o != p && From(o) is { } higher && higher > from)).Select(Text).Distinct();
    }

    private static IEnumerable<Condition> Flat(Condition where) => where is All all ? all.Parts.SelectMany(Flat) : [where];

    private static string Text(Condition condition) => JsonSerializer.Serialize(condition);

    private static string Words(QueryPlan plan) => $"{plan.Record}/{plan.Population} {Text(plan.Where)}";

    private static string Told(CellBinding binding) => binding is Figure figure ? string.Join(" + ", figure.Plans.Select(Words)) : binding.ToString();
}

/// <summary>A blank workbook and the truth about it, as written in a text file: "4 A | 社区 | 备注" writes a row from a cell on, "truth summary 5-9" begins a table's truth.</summary>
internal sealed class WorkbookHand
{
    public BlankWorkbook Book { get; } = new();
    public List<TableTruth> Tables { get; } = [];

    internal sealed record TableTruth(string Kind, string Rows, string? Listed)
    {
        public List<(string Column, string Truth)> Columns { get; } = [];
    }

    public static WorkbookHand Read(string file)
    {
        var hand = new WorkbookHand();
        BlankSheet sheet = null!;
        foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var words = line.Split(' ', 2);
            switch (words[0])
            {
                case "sheet": sheet = hand.Book.Sheet(words[1].Split(' ')[0], words[1].EndsWith(" hidden", StringComparison.Ordinal)); break;
                case "merge": sheet.Merge(words[1].Split(' ')); break;
                case "draw": foreach (var range in words[1].Split(' ')) sheet.Draw(range); break;
                case "hide": foreach (var letter in words[1].Split(' ')) sheet.Hide(letter); break;
                case "choices": sheet.Choices(words[1].Split(" | ")[0], words[1].Split(" | ")[1]); break;
                case "truth":
                    var parts = words[1].Split(' ', 3);
                    hand.Tables.Add(new(parts[0], parts.ElementAtOrDefault(1) ?? "", parts.Length > 2 ? parts[2][2..] : null));
                    break;
                case var number when int.TryParse(number, out var row):
                    var cells = words[1].Split('|').Select(c => c.Trim()).ToArray();
                    sheet.Row(row, cells[0], cells[1..]);
                    break;
                default: hand.Tables[^1].Columns.Add((words[0], words[1])); break;
            }
        }
        return hand;
    }
}
