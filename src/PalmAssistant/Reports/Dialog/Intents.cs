using System.Text.RegularExpressions;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>Tells whether a message is the report dialog's business and what it wants. Pure; null = not ours, so that a question in the middle of a form is answered as one.</summary>
public static partial class Intents
{
    /// <param name="isDataQuestion">whether a sentence reads as a question about data; such a one is never taken for a value, a reason or a purpose</param>
    public static IReadOnlyList<Intent>? Read(string text, bool hasWorkbook, TalkState state, DateOnly today, Func<string, bool>? isDataQuestion = null)
    {
        if (hasWorkbook) return [new Intent.Upload()];
        var bare = Spoken.Bare(text);
        var said = Wording.Squeeze(bare).TrimEnd('。', '！', '!', '～', '~');
        var parted = Wording.Squeeze(Spoken.Parted(bare)).TrimEnd('。', '！', '!', '～', '~');
        if (DesignIn(said, parted, today) is { } design) return [design];
        var isData = isDataQuestion ?? (_ => false);
        foreach (var words in said == parted ? [said] : new[] { said, parted })
        {
            if (Drafting(words, state) is { } drafting) return drafting;
            if (Whole(words, state, today, isData) is { } whole) return [whole];
        }
        if (!state.HasOpen && !OpensFirst().IsMatch(said)) return null;
        return (said == parted ? null : Clauses(parted, state, today, isData)) ?? Clauses(said, state, today, isData);
    }

    /// <summary>A table asked for; columns parted by blanks count as parted.</summary>
    private static Intent.Design? DesignIn(string said, string parted, DateOnly today)
    {
        if (!SaidTable.IsRequest(said) || !(said.Contains('：') || said.Contains(':') || PublishWords().IsMatch(said) || SaidTable.IsAsking(said))) return null;
        var read = SaidTable.Read(said, today);
        return new(parted != said && read?.Form.Tables[0].Columns.Count <= 2 && SaidTable.Read(parted, today) is { } more ? more : read);
    }

    /// <summary>What may be said of a report that waits to be sent. Sending is said in so many words: its own clause, or after the answer to what was asked.</summary>
    private static IReadOnlyList<Intent>? Drafting(string said, TalkState state)
    {
        if (!state.HasDraft) return null;
        if (state.IsRecent && ToEverybody().IsMatch(said)) return [new Intent.ToWhom("发给各社区"), new Intent.SendIt("")];
        if (Drop().IsMatch(said)) return [new Intent.DropIt()];
        if (SaidRule.IsRule(said)) return [new Intent.AddRule(said)];
        if (AnewWith().Match(said) is { Success: true } anew && Columns(anew.Groups[1].Value) is { } changed) return [changed];
        if ((state.IsRecent || said.Contains('列') || said.Contains('栏')) && Columns(said) is { } columns) return [columns];
        var clauses = said.Split(['，', ',', '。', '；', ';', '！'], StringSplitOptions.RemoveEmptyEntries);
        if (SendClause().IsMatch(clauses[^1]) && !IsQuestion(said))
        {
            var before = clauses[..^1].Where(c => !Courtesy().IsMatch(c) && !Agreement().IsMatch(c)).ToArray();
            if (before.Length == 0) return [new Intent.SendIt("")];
            if (before.All(c => ChangeOfDraft().IsMatch(c))) return [new Intent.ToWhom(string.Join('，', before)), new Intent.SendIt("")];
            return state.HasQuestion ? [new Intent.SendIt(string.Join('，', before))] : null;
        }
        if (state.HasQuestion && clauses is [var answer] && Meant().IsMatch(answer) && !IsQuestion(answer)) return [new Intent.SendIt(answer)];
        if (Meaning().IsMatch(said) && !DataQuestion().IsMatch(said)) return [new Intent.AskMeaning(said)];
        return clauses.All(c => ChangeOfDraft().IsMatch(c) || Courtesy().IsMatch(c)) && clauses.Any(c => ChangeOfDraft().IsMatch(c)) ? [new Intent.ToWhom(said)] : null;
    }

    /// <summary>加一列联系人，去掉备注.</summary>
    private static Intent.EditColumns? Columns(string said)
    {
        var clauses = said.Split(['，', ',', '。', '；', ';'], StringSplitOptions.RemoveEmptyEntries).Where(c => !Courtesy().IsMatch(c)).ToList();
        if (clauses.Any(c => c.EndsWith("社区", StringComparison.Ordinal) || c.EndsWith("街道", StringComparison.Ordinal))) return null;
        var (add, drop) = (clauses.Select(c => Adding().Match(c)).ToList(), clauses.Select(c => Dropping().Match(c)).ToList());
        if (clauses.Count == 0 || clauses.Where((_, i) => !add[i].Success && !drop[i].Success).Any()) return null;
        return new(string.Join('、', add.Where(m => m.Success).Select(m => m.Groups[1].Value)), string.Join('、', drop.Where(m => m.Success).Select(m => m.Groups[1].Value + m.Groups[2].Value)));
    }

    /// <summary>Messages that mean one thing as a whole.</summary>
    private static Intent? Whole(string said, TalkState state, DateOnly today, Func<string, bool> isData)
    {
        if (ChangeWords.Read(said, state) is { } change) return change;
        if (state.Waits == "purpose" && !IsQuestion(said) && said.Length is >= 3 and <= 60 && !Cancel().IsMatch(said) && !isData(said)) return new Intent.Because(said);
        if (state.HasDraft && state.IsRecent && OnlyWhen().IsMatch(said) && DueDates.Find(said, today) is not null) return new Intent.ToWhom(said);
        if (Again().IsMatch(said)) return new Intent.Reissue(said);
        if (Stopping().IsMatch(said)) return new Intent.StopPeriod(said);
        if (PendingList().IsMatch(said)) return new Intent.Pending();
        if (SentIn().IsMatch(said)) return new Intent.Submitted();
        if (state.HasOpen && Leftover().IsMatch(said)) return new Intent.WhatIsLeft();
        if (TimeGiven().IsMatch(said)) return new Intent.WasTimeGiven();
        if (state.IsRecent && (state.HasIssue || state.HasOpen) && HowIsIt().IsMatch(said)) return new Intent.Standing();
        if (RepeatCount().IsMatch(said) || BurdenWords().IsMatch(said)) return new Intent.Burden(said);
        var about = Reference().Replace(said, "") is { Length: >= 2 } rest ? rest : said;      // 6号那张汇总 is 汇总, of that one
        if (Missing().IsMatch(said) || Missing().IsMatch(about) || state.HasIssue && AnotherOne().IsMatch(said)) return new Intent.WhoIsMissing(said);
        if ((state.HasOpen || state.HasIssue && state.IsRecent) && Explaining().IsMatch(said)) return new Intent.Explain(said);
        if (Looking().IsMatch(said) && (state.HasIssue || said.Contains("报的", StringComparison.Ordinal)) || state.HasIssue && state.IsRecent && PlaceLooked().IsMatch(said)) return new Intent.Look(said);
        if (NamesColumn(said, state) && TraceWords().IsMatch(said)) return new Intent.Trace(said);
        if (DataQuestion().IsMatch(said)) return null;
        if (state.IsRecent && state.HasIssue && WhyMoreTime().IsMatch(said)) return new Intent.WhoAskedForTime();
        if (Reasons().IsMatch(said)) return new Intent.WhyReturned();
        if (state.HasOpen && Later().IsMatch(said)) return new Intent.Save();
        if (Looking().IsMatch(said) && (state.HasIssue || ReportNamed().IsMatch(said) || said.Contains("报的", StringComparison.Ordinal))) return new Intent.Look(said);
        if (Already().IsMatch(said)) return new Intent.AlreadyReported();
        if (Filling().Match(said) is { Success: true } filling) return new Intent.WhoFills(filling.Groups[1].Value);
        if (Reminder().IsMatch(said) || state.HasIssue && RemindOne().IsMatch(said)) return new Intent.Remind(said);
        if (Returning().IsMatch(said)) return new Intent.Return(said);
        if (TimeAsked().IsMatch(said)) return new Intent.WhoAskedForTime();
        if (NoTime().IsMatch(said) || state.HasIssue && state.IsRecent && NotThose().IsMatch(said)) return new Intent.RefuseTime(said);
        if (GiveTime().IsMatch(said) || state.HasIssue && state.IsRecent && !state.HasDraft && Granted().IsMatch(said)) return new Intent.GrantTime(said);
        if (Postpone().IsMatch(said) || state.HasOpen && Delay().IsMatch(said)) return new Intent.Extend(said);
        if (state.HasIssue && state.IsRecent && said.Contains("过了", StringComparison.Ordinal) && Passing().IsMatch(said)) return new Intent.Accept(said);
        if (AcceptWords().IsMatch(said) || state.HasIssue && Passing().IsMatch(said)) return new Intent.Accept(said);
        if (Mine(said, state) && ExportWords().IsMatch(said)) return new Intent.Export(UnmaskWords().IsMatch(said));
        if (TogetherInFull().IsMatch(said) || state.IsRecent && Together().IsMatch(said) || about != said && Together().IsMatch(about)) return new Intent.RollUp(said);
        if (Mine(said, state) && TraceWords().IsMatch(said)) return new Intent.Trace(said);
        if (Mine(said, state) && Doubtful().IsMatch(said) && !(state.HasOpen && Wrong().IsMatch(said))) return new Intent.Doubt(said);
        return null;
    }

    /// <summary>A report is open or followed, and it was spoken of last or is named.</summary>
    private static bool Mine(string said, TalkState state) => (state.HasIssue || state.HasOpen) && (state.IsRecent || OfReport(said, state));

    private static bool NamesColumn(string said, TalkState state) => state.Columns.SelectMany(NamesOf).Any(n => said.Contains(n, StringComparison.Ordinal));

    private static FillableColumn? NamedIn(string said, TalkState state) => state.Columns.SelectMany(c => NamesOf(c).Select(n => (Column: c, Name: n))).Where(x => said.Contains(x.Name, StringComparison.Ordinal)).OrderByDescending(x => x.Name.Length).FirstOrDefault().Column;

    /// <summary>The sentence itself says that a report is meant.</summary>
    private static bool OfReport(string said, TalkState state) => ReportNamed().IsMatch(said) || state.Titles.Any(t => said.Contains(t, StringComparison.Ordinal));

    /// <summary>Clause by clause; one clause that is not ours makes the whole message not ours.</summary>
    private static IReadOnlyList<Intent>? Clauses(string said, TalkState state, DateOnly today, Func<string, bool> isData)
    {
        if (RowWords.Read(said, state) is { } ofRows) return [ofRows];
        if (state.HasOpen) said = ToAll().Replace(Wrong().Replace(AgainChanged().Replace(said, ""), "改成"), "全部：$1填$2");
        if (state.HasOpen && Vouched().IsMatch(said) && NamedIn(said, state) is { } vouched) return [new Intent.Remark(vouched.Letter, said)];
        if (state.Last is { } last && Amending().Match(said) is { Success: true } amended && Fit(last, amended.Groups[1].Value, true, today) is { } value && (amended.Value != said || amended.Groups[1].Value == value || last.Type != CellType.Text)) return [new Intent.Amend(value)];
        if (state.Asked is { Type: CellType.Text } && Contrary().IsMatch(said)) return null;      // what contradicts is no value of the next cell
        if (!IsOurs(said, state, today) && isData(said)) return null;
        var everywhere = Everywhere().Match(said);
        var row = everywhere.Success ? null : NamedRow().Match(said) is { Success: true } named && state.HasOpen && !state.Columns.Any(c => c.Name.Contains(named.Groups[1].Value, StringComparison.Ordinal)) ? named.Groups[1].Value : null;
        var rest = everywhere.Success ? said[everywhere.Length..] : row is not null ? said[(row.Length + 1)..] : said;
        var intents = new List<Intent>();
        var clauses = Joined(Several(rest.Split(['，', ',', '。', '；', ';'], StringSplitOptions.RemoveEmptyEntries), state.Columns), state.Columns);
        if (clauses.Length > 1 && Opening().Match(clauses[0]) is { Success: true } first)
            return [new Intent.Open(first.Groups[1].Value), new Intent.Rest(string.Join('，', clauses[1..]))];
        foreach (var clause in clauses)
        {
            var words = clause;
            if (RowWords.At(clause, state.Rows) is { } at) (row, words) = (at.Row, at.Said);
            if (words.Length == 0) continue;
            var beside = intents.LastOrDefault() is Intent.Fill before && state.Columns.FirstOrDefault(c => c.Letter == before.Column)?.Name.Split('·') is [var parent, _, ..] ? state.Columns.Where(c => c.Name.StartsWith(parent + "·", StringComparison.Ordinal)).ToList() : [];
            if (beside.Count > 0 && FillOf(words, beside, everywhere.Success, row, today) is { } sibling) { intents.Add(sibling); continue; }      // 监护人是王大海，电话…: hers
            if (Clause(words, state, everywhere.Success, row, today, isData) is { } intent) intents.Add(intent is Intent.BareValue bare && row is not null && state.Asked is { } asked ? new Intent.Fill(asked.Letter, bare.Text, false, row) : intent);
            else if (intents.Count == 0 || !Filler().IsMatch(words)) { if (Courtesy().IsMatch(words)) continue; return null; }
        }
        return intents.Count > 0 ? [.. intents.Distinct()] : null;
    }

    /// <summary>充电桩12飞线3户: several numbers in one breath, each after the words of its own column.</summary>
    private static string[] Several(string[] clauses, IReadOnlyList<FillableColumn> columns) => [.. clauses.SelectMany(clause =>
    {
        var pairs = Pairs().Matches(clause).Select(m => m.Value).ToList();
        return pairs.Count > 1 && string.Concat(pairs) == clause && pairs.All(p => PartAndNumber(p, columns, false, null) is not null) ? pairs : [clause];
    })];

    /// <summary>"助浴需求，5个": a column alone goes with what follows it.</summary>
    private static string[] Joined(string[] clauses, IReadOnlyList<FillableColumn> columns)
    {
        var joined = new List<string>();
        for (var i = 0; i < clauses.Length; i++)
        {
            var bare = ToChange().Replace(clauses[i], "");
            if (i + 1 < clauses.Length && columns.Any(c => NamesOf(c).Contains(bare))) joined.Add(bare + clauses[++i]);
            else joined.Add(clauses[i]);
        }
        return [.. joined];
    }

    private static Intent? Clause(string clause, TalkState state, bool everywhere, string? row, DateOnly today, Func<string, bool> isData)
    {
        if (Opening().Match(clause) is { Success: true } open) return new Intent.Open(open.Groups[1].Value);
        if (OpenedAtEnd().Match(clause) is { Success: true } last) return new Intent.Open(last.Groups[1].Value + last.Groups[2].Value + last.Groups[3].Value);
        if (Submitting().IsMatch(clause)) return new Intent.Submit();
        if (Withdrawing().IsMatch(clause)) return new Intent.Withdraw();
        if (Saving().IsMatch(clause)) return new Intent.Save();
        if (Resuming().IsMatch(clause)) return new Intent.Continue();
        if (state.Asked is not null && Skipping().IsMatch(clause)) return new Intent.Skip();
        if (state.Waits == "overtaken" && Yes().IsMatch(clause)) return new Intent.Overwrite();
        if (state.HasOpen && Cancel().IsMatch(clause)) return new Intent.LeaveAsIs();
        if (FillOf(clause, state.Columns, everywhere, row, today) is { } fill) return fill;
        if (IsQuestion(clause)) return null;
        if (state.HasOpen && News().IsMatch(clause)) return new Intent.Correction(clause);
        if (state.Waits == "why") return clause.Length >= 2 && !Courtesy().IsMatch(clause) && !Filler().IsMatch(clause) && !isData(clause) ? new Intent.Because(clause) : null;
        return BareOf(clause, state, today, isData);
    }

    /// <summary>"12", "没有", "物业办公室" after the cell was asked about.</summary>
    private static Intent.BareValue? BareOf(string clause, TalkState state, DateOnly today, Func<string, bool> isData)
    {
        if (state.Asked is not { } asked || !state.IsRecent || Courtesy().IsMatch(clause) || Filler().IsMatch(clause)) return null;
        var free = asked.Type is CellType.Text || asked is { Type: CellType.Choice, Choices.Count: 0 };
        if (free && (clause.Length > 40 || NoValue().IsMatch(clause) || Contrary().IsMatch(clause) || IsPhone(asked) && !clause.Any(char.IsAsciiDigit) || isData(clause))) return null;
        var bare = Correcting().Replace(clause, "");
        if (NamesOf(asked).FirstOrDefault(n => bare.StartsWith(n, StringComparison.Ordinal) && bare.Length > n.Length) is { } named) bare = bare[named.Length..];      // 联系人小刘
        return Fit(asked, bare.TrimStart('是', '有', '就', '：', ':', '叫'), free, today) is { } value ? new(value) : null;
    }

    /// <summary>"丁永云上月搬走了" may read as a question about those who moved; with a report open it is news about one person.</summary>
    private static bool IsOurs(string said, TalkState state, DateOnly today) =>
        Opening().IsMatch(said) || OpenedAtEnd().IsMatch(said) || said.Split('，', ',', '。', '；', '：', ':').Any(c => FillOf(c, state.Columns, false, null, today) is not null || state.HasOpen && News().IsMatch(c));

    /// <summary>"助餐需求12人", "存放点写物业办公室": a column's words first, then a value that fits it.</summary>
    private static Intent.Fill? FillOf(string clause, IReadOnlyList<FillableColumn> columns, bool everywhere, string? row, DateOnly today)
    {
        var names = columns.SelectMany(c => NamesOf(c).Select(n => (Column: c, Name: n))).GroupBy(x => x.Name).Where(g => g.Count() == 1 || g.Any(x => x.Column.Name == x.Name)).Select(g => g.FirstOrDefault(x => x.Column.Name == x.Name) is { Column: { } } whole ? whole : g.First());
        foreach (var (column, name) in names.OrderByDescending(x => x.Name.Length))      // a name that two columns share means neither
        {
            if (!clause.StartsWith(name, StringComparison.Ordinal)) continue;
            var rest = clause[name.Length..];
            if (Put().Match(rest) is not { Success: true } put) continue;
            var value = put.Groups[2].Value;
            if (!NoAnswer().IsMatch(value) && Fit(column, value, put.Groups[1].Length > 0, today) is { } fitted) return new(column.Letter, fitted, everywhere, row);
        }
        return SaidToPut(clause, columns, everywhere, row, today) ?? PartAndNumber(clause, columns, everywhere, row) ?? NameOrPhone(clause, columns, everywhere, row);
    }

    /// <summary>"联系人王芳", "电话13800001111": no verb is needed where only a name or a number can be meant.</summary>
    private static Intent.Fill? NameOrPhone(string clause, IReadOnlyList<FillableColumn> columns, bool everywhere, string? row)
    {
        if (WordsThenWho().Match(clause) is not { Success: true } said) return null;
        var digits = char.IsAsciiDigit(said.Groups[2].Value[0]);
        var those = columns.Where(c => c.Type == CellType.Text && c.Leaf.EndsWith(said.Groups[1].Value, StringComparison.Ordinal) && IsPhone(c) == digits).ToList();
        return those is [var one] ? new(one.Letter, said.Groups[2].Value, everywhere, row) : null;
    }

    private static bool IsPhone(FillableColumn column) => column.Name.Contains("电话", StringComparison.Ordinal) || column.Name.Contains("手机", StringComparison.Ordinal);

    /// <summary>"服务站4个", "理发的十个人": part of one number column's words, then a number.</summary>
    private static Intent.Fill? PartAndNumber(string clause, IReadOnlyList<FillableColumn> columns, bool everywhere, string? row)
    {
        if (WordsThenNumber().Match(clause) is not { Success: true } said) return null;
        var those = columns.Where(c => c.Type is CellType.Integer or CellType.Number && c.Name.Replace("·", "", StringComparison.Ordinal).Contains(said.Groups[1].Value, StringComparison.Ordinal)).ToList();
        return those is [var one] && Fit(one, said.Groups[2].Value, true, default) is { } value ? new(one.Letter, value, everywhere, row) : null;
    }

    /// <summary>"80岁以上改成100": with the verb said, part of a column's words is enough when only one column has them.</summary>
    private static Intent.Fill? SaidToPut(string clause, IReadOnlyList<FillableColumn> columns, bool everywhere, string? row, DateOnly today)
    {
        if (PutInto().Match(clause) is not { Success: true } put) return null;
        var words = put.Groups[1].Value;
        var those = columns.Where(c => c.Name.Replace("·", "", StringComparison.Ordinal).Contains(words, StringComparison.Ordinal)).ToList();
        return those is [var one] && !NoAnswer().IsMatch(put.Groups[2].Value) && Fit(one, put.Groups[2].Value, true, today) is { } fitted ? new(one.Letter, fitted, everywhere, row) : null;
    }

    /// <summary>The column as people shorten it: without 其中, units, 数, or its group.</summary>
    private static IEnumerable<string> NamesOf(FillableColumn column)
    {
        var leaf = Bracketed().Replace(column.Leaf, "").TrimStart('*');
        var bare = leaf.StartsWith("其中", StringComparison.Ordinal) ? leaf[2..].TrimStart('：', ':') : leaf;
        string[] names = [column.Name.Replace("·", "", StringComparison.Ordinal), leaf, bare, Tail().Replace(bare, ""), Lead().Replace(bare, ""), OwnThings().Replace(bare, "")];
        return names.Append(leaf is "姓名" or "名字" or "名称" && column.Name.Split('·') is [.., var whose, _] ? whose : "").Where(n => n.Length >= 2).Distinct();
    }

    private static string? Fit(FillableColumn column, string value, bool said, DateOnly today) => column.Type switch
    {
        CellType.Integer or CellType.Number => Number().Match(value) is { Success: true } n ? n.Groups[1].Value : value is "没有" or "无" or "零" or "〇" ? "0" : Chinese(value),
        CellType.Date => DateIn(value, today),
        CellType.Choice when column.Choices is ["是", "否"] && value is "有" or "没有" or "无" or "不是" => value == "有" ? "是" : "否",
        CellType.Choice when column.Choices.Count > 0 => column.Choices.FirstOrDefault(c => c == value) ?? column.Choices.FirstOrDefault(c => value == c + "的" || value.TrimStart('都', '是') == c),
        _ => said && value.Length > 0 && (!IsPhone(column) || value.Count(char.IsAsciiDigit) >= 7) ? value : null,
    };

    /// <summary>零 to 九十九.</summary>
    private static string? Chinese(string value)
    {
        if (SmallNumber().Match(value) is not { Success: true } m) return null;
        var said = m.Groups[1].Value.Replace('两', '二').Replace('〇', '零');
        static int Digit(string s) => s.Length == 0 ? 0 : "零一二三四五六七八九".IndexOf(s, StringComparison.Ordinal);
        var tens = said.IndexOf('十');
        var number = tens < 0 ? Digit(said) : (tens == 0 ? 10 : Digit(said[..tens]) * 10) + Digit(said[(tens + 1)..]);
        return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string? DateIn(string value, DateOnly today)
    {
        if (value is "今天" or "今日") return $"{today:yyyy-MM-dd}";
        if (value is "昨天") return $"{today.AddDays(-1):yyyy-MM-dd}";
        if (DayOfYear().Match(value) is not { Success: true } m) return null;
        var year = m.Groups[1].Success ? m.Groups[1].Value : today.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Checks.ReadDate($"{year}-{m.Groups[2].Value}-{m.Groups[3].Value}") is { } date ? $"{date:yyyy-MM-dd}" : null;
    }

    private static bool IsQuestion(string clause) => Question().IsMatch(clause);

    [GeneratedRegex(@"^(?:请|麻烦|帮我|再|还要|还得|还)*(?:再?加上?|增加|添加?|多加|补)(?:一|两|个|几|上)*(?:列|栏|项|个字段)?[：:]?(?!上|起来)(.{2,40}?)(?:这(?:一)?(?:列|栏|项))?(?:吧)?$")] private static partial Regex Adding();
    [GeneratedRegex(@"^(?:请|麻烦|帮我|把)*(?:去掉|删掉|删了|删除|不要|拿掉|减掉|去除)(.{2,20}?)(?:这(?:一)?(?:列|栏|项)|(?:那|一)(?:列|栏|项))?(?:了)?(?:吧)?$|^(?:把)?(.{2,20}?)(?:这(?:一)?(?:列|栏|项))?(?:去掉|删掉|删了|不要了?|拿掉)(?:吧)?$")] private static partial Regex Dropping();
    [GeneratedRegex(@"^([\u4e00-\u9fff]{1,10}?)的?(?:有|是|共|大概|一共)?((?:\d+(?:\.\d+)?|[零一两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])[\u4e00-\u9fff]{0,2})$")] private static partial Regex WordsThenNumber();
    [GeneratedRegex(@"(?:那个|这个|那格|这格)?(?:数)?(?<=[\u4e00-\u9fff]{2,})(?:不对|错了|有误|不准)[，,](?:应该|应当|实际上?|其实)?(?:是|为|改成|改为|换成)")] private static partial Regex Wrong();
    /// <summary>不对，是6; 错了，应该12户; 改成小刘.</summary>
    [GeneratedRegex(@"^(?:(?:不对|不是|错了|说错了|填错了|写错了|报错了|哦不|不不|等等|等下|等一下|更正(?:一下)?)吧?[，,]*(?:我们|咱们?|我这|这边|这里)?(?:应该|应当|其实|实际上?)?(?:是|有|为|改成|改为|改到|改)?|(?:我们|咱们?|这边)?(?:应该|应当|其实|实际上?)(?:是|有|为)|(?:那就|就|帮我)?(?:改成|改为|改到|改回|换成))(?!吗|么)([^，,。]{1,30})$")] private static partial Regex Amending();
    [GeneratedRegex(@"^(?:不对|不是|错了|说错|填错|等等|等下|哦不|怎么|为啥)")] private static partial Regex Contrary();
    /// <summary>低保人数没问题，系统带的: the filler stands by a figure.</summary>
    [GeneratedRegex(@"^(?!.*(?:吗|么|？|\?)).{2,12}(?:没问题|没错|是对的|核对过|核实过|核过了|确实是|就是这个数|就这么多)[啊呀的了]*(?:[，,].{1,40})?$")] private static partial Regex Vouched();
    [GeneratedRegex(@"^(?:再|重新|帮我|我要|麻烦)*(?:改|修改|更正)(?:一?下)[，,]?(?=.{2,})")] private static partial Regex AgainChanged();
    [GeneratedRegex(@"[\u4e00-\u9fff]{1,8}?(?:有|是|共)?\d+(?:\.\d+)?(?:个|户|人|家|处|套|张|次|名|台|件|份|条|间|所|元)?")] private static partial Regex Pairs();
    [GeneratedRegex(@"^([\u4e00-\u9fff]{0,4}(?:联系人|负责人|经办人|填报人|填表人|姓名|电话|手机|手机号))(?:号码)?(?:是|叫|为|：|:)?((?![不没还要先怎哪谁啥是])[\u4e00-\u9fff·]{2,4}|\d[\d\-]{6,19})$")] private static partial Regex WordsThenWho();
    [GeneratedRegex(@"^(?:算了|那)?[，,]?(?:还是)?(?:全部?|都|全都)(?:给)?发(?:给(?:所有|全部|各)社区)?(?:吧|了吧)?$")] private static partial Regex ToEverybody();
    [GeneratedRegex(@"^(?:那)?(?:重新|再)发(?:一)?(?:份|张|个|次|遍)?[，,](.{3,30})$")] private static partial Regex AnewWith();
    [GeneratedRegex(@"^(?:那就|就|改成|改到|定在|截止)?.{1,14}(?:前|之前|为止|截止)(?:交|报|给我|报上来)?(?:吧)?$")] private static partial Regex OnlyWhen();
    [GeneratedRegex(@"^(?:看看|查查|看下)?(?:我|我们|咱们?)?(?:都)?(?:已经)?(?:报|交|填|提交)(?:过|了|完|好|上去)+的(?:表|有哪些|那些表|那几张).{0,6}$|^(?:我|我们|咱们?)(?:都|已经|这个月|这周)*(?:报|交)(?:过|了)(?:哪些|什么|啥|几张)(?:表)?(?:了)?$")] private static partial Regex SentIn();
    [GeneratedRegex(@"(?:延期|晚(?:几|两|一)天|宽限).{0,6}(?:批|同意|准|答应|通过|下来|有信|回复)了?(?:没|没有|吗|么|不)|^(?:我|我们)?(?:那个|申请的)?的?延期(?:申请)?(?:呢|怎么样了?|批了没|有结果|如何|咋样)(?:了|吗|没)?$|^(?:批|同意)了(?:没|吗|么|没有)$")] private static partial Regex TimeGiven();
    [GeneratedRegex(@"^(?:现在|目前|这会儿)?(?:那张|这张|那份|表)?(?:是)?(?:什么|啥|怎么个)(?:状态|情况|进度)(?:了)?$|^(?:到|走到)哪(?:一)?步了$|^(?:审|审核)?(?:通过|过)(?:了)?(?:没|没有|吗)$")] private static partial Regex HowIsIt();
    [GeneratedRegex(@"^.{1,16}?(?:那|这)(?:张|份|个)(?:表)?(?:的)?[，,]?|^《[^》]+》(?:的)?")] private static partial Regex Reference();
    [GeneratedRegex(@"^(?:截止)?(?:\d{1,2}月)?\d{1,2}[号日].{0,5}那(?:张|个|份)(?:表)?(?:呢)?$|^(?:那)?另外?(?:的)?(?:一|那)?(?:张|个|份)(?:表)?(?:呢|怎么样|咋样|情况)?$|^(?:发)?(?:哪儿|哪里|给谁)(?:去)?了$|^发给(?:了)?(?:谁|哪些社区|哪几家)(?:了)?$|^(?:看看)?进度(?:呢|怎么样|如何)?$|^(?:有)?(?:几|多少)(?:个|家)(?:社区|街道)?报了$")] private static partial Regex AnotherOne();
    [GeneratedRegex(@"^(?:看看|看下|看一下|查看)?[\u4e00-\u9fff]{2,10}?(?:社区|街道|网格)?的(?:看看|看下|看一下|给我看看|瞧瞧)$|^[\u4e00-\u9fff]{2,10}?(?:社区|街道|网格)?(?:报|填|交)了(?:多少|几个|些啥|个啥)$")] private static partial Regex PlaceLooked();
    [GeneratedRegex(@"^(?:为(?:什么|啥)|怎么|因为啥)(?:要|又)?延(?:期|后)?$|^(?:什么|啥)(?:原因|理由)$")] private static partial Regex WhyMoreTime();
    [GeneratedRegex(@"^.{0,8}?的?(?:不批|不准|不同意|不行)(?:了)?$")] private static partial Regex NotThose();
    [GeneratedRegex(@"^(?:行吧?|好吧?|可以|那就|嗯)?[，,]?(?:都)?(?:给(?:他们|.{2,8}))?(?:批|准|同意|延)了?(?:吧)?$")] private static partial Regex Granted();
    [GeneratedRegex(@"^([\u4e00-\u9fff]{2,12}?)(?:全部|全都|都|统一|一律)(?:填|写|选|是)(.+)$")] private static partial Regex ToAll();
    [GeneratedRegex(@"^(?:催|催催|催一下|提醒|提醒一下)(?!.*(?:谁|哪些|没报|没交|没填))(?:一下)?[\u4e00-\u9fff]{2,10}?(?:社区|街道)?(?:吧)?$|^(?!.*(谁|哪些|没报|没交)).{2,10}(的|社区)(再|也)?(催|提醒)(一下|下|一催|催)?$")] private static partial Regex RemindOne();
    [GeneratedRegex(@"(晚|迟|缓|宽限)(几|一|两|三|四|五|\d)天(再)?(报|交|填)?(行不行|可以吗|行吗|行么|好吗|吗)?([，,].{1,30})?$")] private static partial Regex Delay();
    [GeneratedRegex(@"怎么(?:会|就)?(?:是|才|这么|那么)(?:这个数|这么|那么|\d|多|少)|(怎么|咋|如何)(算|统计|来|得)(出来)?的|(什么|啥)口径|哪(儿|里)?来的|从哪(儿|里)?(来|带|取)|按什么(算|统计)|是不是(按|包括|含)")] private static partial Regex Explaining();
    [GeneratedRegex(@"(怎么|为什么|为啥|咋)(又)?(给|被)?(退|打回)|^(?:到底)?(?:哪|什么|啥)(?:地方|里|儿)?(?:不对|有问题|要改)(?:了|啊)?$|退(回)?(的)?(原因|理由)|(哪|什么|啥)(地方|里|儿)?(不对|有问题|要改).{0,3}$(?<=退.*)")] private static partial Regex Reasons();
    [GeneratedRegex(@"(明天|后天|下午|晚上|晚点|回头|改天|过会儿?|一会儿?|待会儿?|下班前|上班)再(填|弄|报|搞|接着|说|来)(吧)?$|^(先)?(放|搁)(着|一边|一下)(吧)?$")] private static partial Regex Later();
    [GeneratedRegex(@"^(看看|看下|看一下|查看|打开|瞧瞧|我看看|让我看看)?.{2,10}?(社区|街道|网格)?(报|填|交)(的|上来的)(数|表|内容|那份|情况)?(看看|看一下|看下|打开|拿来看看|瞧瞧|给我看看)$|^(看看|看下|看一下|查看|打开|瞧瞧|我看看|让我看看).{2,10}?(社区|街道|网格)?(报|填|交)(的|上来的)(数|表|内容|那份|情况)?$|^.{2,10}?(社区|街道|网格)?(报|填|交)(了)?(些)?(什么|啥|得怎么样)(数|内容)?$")] private static partial Regex Looking();
    [GeneratedRegex(@"^.{0,12}(没问题|可以|行|对|无误|不错|好)了?[，,、]?(就)?(通过|过)(了|吧)?$|^(那)?(就)?(给)?.{0,14}(通过|过)(了|吧)$")] private static partial Regex Passing();
    [GeneratedRegex(@"^(?:那就|就|应该)?(?:改成|改为|改到|改回|填成|填|应该是|实际是|其实是)")] private static partial Regex Correcting();
    [GeneratedRegex(@"发给|下发|给各|让各|发各")] private static partial Regex PublishWords();
    [GeneratedRegex(@"(按|(?<!就)算(?!了)|含|包括|口径|统计|实有|户籍|周岁|指的?是|范围).*(吧|吗|么|不|呢|？|\?)$|什么口径|怎么算|怎么统计|啥意思|什么意思|按什么|口径是|含不含|包不包括")] private static partial Regex Meaning();
    [GeneratedRegex(@"不发了|别发了?$|先[不别]发|不用发|不下发|不再发|取消(这张|这个)?(表)?$|作废")] private static partial Regex Drop();
    [GeneratedRegex(@"^(那|对|好|好的|行|嗯|可以|就这样|就这么|这么|没问题|还是|坚持|仍然|照样|照|直接|赶紧|麻烦)*(就)?(给(他们|各社区|大家))?(发|下发|发出|发布|发送|确认|确认发|确认发出|确认下发|发给(他们|各社区|大家))(出去|下去)?(吧|了吧|了|呗)?$")] private static partial Regex SendClause();
    [GeneratedRegex(@"^(对|是|是的|没错|没问题|可以|确认|就按这个|按这个|挺好|不改了|看过了|核对过了|知道重复|重复也没关系|重复就重复|.{0,4}没(什么|有)?问题|.{0,4}无误)$")] private static partial Regex Agreement();
    [GeneratedRegex(@"^(是)?(指|说的是|就是|我要的是|要的是).{2,}")] private static partial Regex Meant();
    [GeneratedRegex(@"^(只|改成|改为|改|就|先)?发给|^截止(时间|日期)?(改|到|是|定)|^(改|延|推迟)到.+(前|截止|再报)?$|^(改成|改为)?.*前(交|报|完成|报上来)$|审核人|(来|给|由.+)审核?$|^(改成|改为|就)?每(周|月|季度|年)|一次性的?$|^只(报|要)一次$")] private static partial Regex ChangeOfDraft();
    [GeneratedRegex(@"(上次|上回|上个月|上期|上周|上季度|去年|之前|原来|以前|刚才)那?(个|张|份)?.{0,12}表?.{0,6}((再|重新|照旧)(发|下发|来|用|报)|(接着|继续)(发|下发))|^(还是)?(照|按|用|就用)(上次|上期|上个月|上周|原来)(的|那(个|张))?.{0,10}(再)?发|^(还|还是|就|再)?(用|按|照)(上次|上回|上期|上个月|原来)(的|那)(个|张)?(老)?表$|^(把)?.{0,16}表?(再|重新)(发|下发)(一)?(次|遍|回)")] private static partial Regex Again();
    [GeneratedRegex(@"(以后|今后|往后|下(周|月|个月|季度|年)(起|开始)?).{0,10}(不用|不要|别|停).{0,8}(发|报|填|要)了?$|^(停(止|掉|了)?|取消|终止)(这(个|张))?.{0,10}(周报|月报|季报|年报|定期|周期)|(周报|月报|季报|年报).{0,4}(停了吧?|停掉|不用再?(发|报)了)$")] private static partial Regex Stopping();
    [GeneratedRegex(@"(谁|哪些(社区)?|哪个(社区)?|有没有(人|社区|谁)?).{0,4}(要|申请|想)(了)?延期|延期申请")] private static partial Regex TimeAsked();
    [GeneratedRegex(@"(不|没法|不能|别)(同意|批准?|准|给)?.{0,12}延期?(了)?$")] private static partial Regex NoTime();
    [GeneratedRegex(@"^(好|行|可以)?[，,]?(同意|批准?|准许?|准了|答应|允许).{0,18}(延|宽限)|(延期|宽限).{0,4}(同意|批准|准了|可以)$|^(可以|行|好)[，,]?.{0,12}延到?")] private static partial Regex GiveTime();
    [GeneratedRegex(@"(数|数据|数字|报的|填的|这格|人数).{0,8}(不对|有问题|不太对|偏高|偏低|太大|太小|太多|太少|离谱|异常|不合理|不准|奇怪)|(明显|肯定)(不对|有问题)")] private static partial Regex Doubtful();
    [GeneratedRegex(@"^(?:帮我|给我)?(?:看看|看下|看一下|查查|瞧瞧)?(?:还有?)?(?:哪儿?|哪里|什么地方|哪些地方|哪几个|哪些)(?:地方|格|项|列)?(?:还)?没(?:填|写|弄)(?:的|完|好)?(?:吗)?$|(表|那个|这个|现在)?还(有|差|缺|剩)(啥|什么|哪些|哪几(格|列|项)).{0,2}没(填|弄|写)(的|完)?$|^(还)?(差|缺|剩|有)(啥|什么|哪些|哪几(格|列))(没(填)?|要填|没填的?)?(的)?$|^还(差|缺|剩)(啥|什么|哪些|多少).{0,4}$|^(一个一个|逐个|挨个)(地)?(问|来|填)|^哪(些|几)?(格|列)?(还)?没填")] private static partial Regex Leftover();
    [GeneratedRegex(@"^(跳过|先跳过|下一个|先不填|这个先空着|先空着|空着|不知道|待会儿?再说)$")] private static partial Regex Skipping();
    [GeneratedRegex(@"报表|那张表|这张表|这份表|那份表|填的表|报上来的|汇总表|原样的?表|统计表|花名册|台账|登记表")] private static partial Regex ReportNamed();
    [GeneratedRegex(@"^(那)?(报)?齐了(吗|没|么)|报齐了?(吗|没)?$|汇总.{0,6}(报的|报上来的|上报的|填的|表)|(报的|报上来的|上报的|各社区的?表).{0,4}汇总|(各|按)街道.{0,6}(报得?|填报).{0,6}(怎么样|如何|汇总)")] private static partial Regex TogetherInFull();
    [GeneratedRegex(@"^(?:有|还有)(?:没有)?(?:没填的|要填的|没报的|要报的)?表(?:要填)?(?:吗|么|没)?$|^(?:今天|今儿|现在|最近)?(?:有|还有)?(?:啥|什么)(?:活|任务|事)(?:儿)?(?:要干|要做|干)?(?:吗|么|没)?$|^(?:区里|街道|上面|领导)(?:又|都|最近)*(?:要|让(?:我们)?(?:报|填))(?:了)?(?:啥|什么|哪些)(?:表|东西)?(?:了)?$|(有|还有|都有)(啥|什么|哪些|没有)?(表|报表|东西)?(是)?(要|需要|该)?(我|我们)?(去)?(填|报)的?(表)?(吗|么|没)?[？?]?$|(要|该|待)填的?表|我的(填报|报表|表)$|哪些表(没|要)(填|报)|有(啥|什么|哪些)表(还)?没(填|报)|^(看看|查查|看下)?我们?(要|该|得)填(什么|啥|哪些)(表)?$|(还|都|今天|现在|这周|我们?).{0,4}(要|该|得)填(啥|什么|哪些)表?$|^(还)?有(没有)?(新的?|别的|其他)表(格)?(要填)?(吗|么|没)?$|^(今天|今儿|这周|本周|现在|最近|我|咱|我们|咱们|社区|还)*(要|该|得|需要)(报|交|填)(些)?(啥|什么|哪些|哪个|哪张)(表|东西)?(呀|啊|呢)?$|^(有|还有)(啥|什么)(要|该|得)?(报|交)的(吗|么|没)?$")] private static partial Regex PendingList();
    [GeneratedRegex(@"多少|几(个|人|户|家|岁|位|套|名)|有哪些|名单|列出|占比|平均|政策|补贴|津贴|怎么办理")] private static partial Regex DataQuestion();
    [GeneratedRegex(@"重复(要表|要的表|的表|报表|报的|要数|填报|表).{0,6}$|(多少|几)(张|次|个)?重复(的|要)")] private static partial Regex RepeatCount();
    [GeneratedRegex(@"(数据)?复用率|填报减负|减负(数据|情况|指标|效果|怎么样|了多少|成效)|免填率|自动带(了|出)多少|(每个|各)社区.{0,8}(几|多少)张表|(填|报)一张表.{0,6}(多久|多长时间|几分钟|多少时间)|一个月.{0,8}(几|多少)张表|(这个月|本月|上个月|上月|今年|去年).{0,6}(填|报|收到)了?(几|多少)张表|重复要表")] private static partial Regex BurdenWords();
    [GeneratedRegex(@"(表|数|这个).*(不是|才|刚|已经).*(报过|填过|要过|交过)|又要(一遍|一次)?$|(刚|才)(报过|填过|要过|交过).*(又|再)|不是.{0,6}(报|填|要|交|给)过(了)?(吗|么|嘛)?$|(怎么|为啥|干嘛|干吗)又(要|让|得)(报|填|交)?.{0,16}(给|报|填|交|要)过")] private static partial Regex Already();
    [GeneratedRegex(@"^(.{0,20}?)(?:那张|这张|那个|的)?表?(?:是)?谁在填|^(.{0,20}?)(?:那张|这张)表填到哪")] private static partial Regex Filling();
    [GeneratedRegex(@"^(?:收|报|交)(?:得|的)(?:怎么样|咋样|如何|齐)(?:了)?(?:吗|没)?$|^(表|数)?(都)?(报|交|填)(上来)?(的|得)?(怎么样|咋样|如何|啥情况)(了)?$|^(都)?(有)?(谁|哪些社区|哪几个社区|哪几家|哪几个)(都|已经)*(交|报|填)(了|完了|上来了|好了)(的)?$|(谁|哪些(社区|街道|网格|单位|人)?|哪几个(社区|街道)?|哪个(社区|街道)|哪(几)?家|几家|多少(家|个社区))(还)?(没|未)(有)?(报|交|填|弄|动)(上来|完|齐|表)?(的|了|吗|呢)?$|(报|填报|上报)(进度|情况)(怎么样|如何)$|(报|交|填)(上来)?了?(几|多少)(家|个社区|个)了?$|(几|多少)(个社区|家).{0,2}(没|未)(有)?(报|交|填)(上来)?$|没(有)?(报|交|填)(上来)?的(有|是)?(哪些|哪几个|哪几家|谁|几家|多少家)|^报表.{0,3}(情况|进度).{0,4}$")] private static partial Regex Missing();
    [GeneratedRegex(@"^(再|帮我|帮忙|请|麻烦|去)*(催|催催|催一催|提醒|催办)(一下|下)?(他们|大家)?(那些|所有|还)?((没|未)(有)?(报|填|交)(上来)?的?(社区|人|单位)?)?(吧)?$|^(给|跟)(没(报|交|填)的|他们|大家)(社区)?(再)?(提个醒|提醒一下|说一声)|^(帮我|请|麻烦)?(再)?(催|提醒)(一下|催|一催|下)?(那些|所有|还)?(没|未)?(有)?(报|填|交)?的?(社区|人|单位)?(吧)?$|催(一下)?没报|催报|催办没报|^(把)?(剩下|其余|其他|余下|没动静|没弄|还没弄)的?(那?(几|些)?(个|家)?)?(社区)?(也|都|再)?(给我)?(催|提醒|催催|催办)(一下|下|一催)?(吧)?$|^(催|提醒)(一下)?(他们|大家|各社区)?(抓紧|快点|尽快|赶紧).{0,4}$")] private static partial Regex Reminder();
    [GeneratedRegex(@"^(把)?.{0,40}退回|打回|退给.{2,10}重(新)?(报|填)")] private static partial Regex Returning();
    [GeneratedRegex(@"延期|延到|延长到|宽限|截止(时间|日期)?(改|再|往后|推迟|延|推)|晚(几天|一天|两天)(再)?报")] private static partial Regex Postpone();
    [GeneratedRegex(@"审核通过|(社区|表|都|全部|报表)(的)?(审核)?通过(了|吧)?$|^(那|就|都|全部|都给)?通过(吧|了)?$")] private static partial Regex AcceptWords();
    [GeneratedRegex(@"^(那)?(报)?齐了(吗|没|么)|^(再|先)?汇总(一下|吧|起来|结果)?(各社区(报的|上报的)?(数|表)?)?(吧)?$|报齐了?(吗|没)?$|^(那|再|先|帮我|现在|可以|能|请)*汇总(一下|下|吧|起来|结果|看看|一遍)?(吗|么|了吗)?$|^(都|全)(报)?齐了(吗|没|么)?|^(看看|看下|看一下|给我)汇总(结果|情况|数)?$|^(合|加)(一下)?(总数|总|计|起来)(多少)?$|^(那|帮我|请|把(数|表|报的))*汇总(给我|一份给我|出来|成一张表)$|^(把)?(数|表|报上来的)?(都)?(拢|归|合)(一拢|一下|一起|总|起来|到一起|并)(看看|给我)?$|^出(个|张)?(总表|汇总表)$|^(不等了|不等他们了|就这些了?)[，,]?(先)?汇总(吧|一下|了)?$")] private static partial Regex Together();
    [GeneratedRegex(@"导出|导成|下载|导(一|个|份|下)|要(个|一份)?(excel|表格)文件|发我(个)?表格", RegexOptions.IgnoreCase)] private static partial Regex ExportWords();
    [GeneratedRegex(@"别打码|不打码|不要打码|不脱敏|全号|完整(的)?(身份证|号码|电话)|明文|去掉(打码|脱敏)")] private static partial Regex UnmaskWords();
    [GeneratedRegex(@"谁(改|填|动)(的|过|了)|改过(几次|什么|哪些)|修改记录|填报记录|留痕|痕迹")] private static partial Regex TraceWords();
    [GeneratedRegex(@"^(我要|帮我|先|再|那就|我来|来|现在)*(打开|开一下|填)|^(先别报，?)?撤回|^(接着|继续)填|^把.{2,20}(打开|开一下)$|^.{0,16}(那|这)(个|张|份).{0,10}(打开|开一下|点开).{0,4}$|^(我)?(来|要|现在)?(开始|动手)填|^开填|^填表|^开始$|^打开?另|^(?:截止)?(?:\d{1,2}月)?\d{1,2}[号日].{0,5}那(?:张|个|份)(?:表)?$|^另外?一?(?:张|个|份)(?:呢)?$")] private static partial Regex OpensFirst();
    [GeneratedRegex(@"^(全部|所有(人|行|的)?|都|统一|每(人|户|行)|整列)[：:，,]?")] private static partial Regex Everywhere();
    [GeneratedRegex(@"^([\u4e00-\u9fff]{2,4})[：:]")] private static partial Regex NamedRow();
    [GeneratedRegex(@"^(?:我要|帮我|先|再|那就|我来|来|现在)*(?:打开|开一下|填一下|填(?=.*(?:表|花名册|台账|名单|那张|这张|那份)))((?!.*(?:多少|几个|怎么|什么|谁)).*)$")] private static partial Regex Opening();
    [GeneratedRegex(@"^(?:把|将)(.{2,20}?)(?:打开|开一下)(?:看看)?$|^(?=.*(?:那|这)(?:个|张|份))(.{2,20}?)(?:给我)?(?:打开|开一下|点开)(?:看看|看下|看一下|一下|来填)?$|^(?:我)?(?:来|要|现在)?(?:开始|动手)填(?:表|吧|了)?$|^开填(?:吧)?$|^填表(?:吧|去)?$|^开始(?:吧)?$|^((?:截止)?(?:\d{1,2}月)?\d{1,2}[号日].{0,5}那(?:张|个|份)|另外?一?(?:张|个|份))(?:表)?(?:呢)?$")] private static partial Regex OpenedAtEnd();
    [GeneratedRegex(@"^(那|就|那就|好了?|行了?|可以了?|没事了?|现在|直接|这样|这么|填完了?|填好了?|没问题了?|把表|帮我|请)*(再)?(报上去|报吧|上报|提交|交上去|报了吧|再报|再报一次|重新报|报送|报|一键报|确认提交|确认上报|交|交了|交差|交上来|再交|再交一次|再交一遍|重新交|重新提交|发上去|报走|提交上去|提交了)(吧|了|了吧)?$")] private static partial Regex Submitting();
    [GeneratedRegex(@"撤回|撤一下|撤下来?$|先撤|先别报|收回来|撤下来|别报了")] private static partial Regex Withdrawing();
    [GeneratedRegex(@"先(存|放|保存|记)(着|一下|起来|上|这|好)|先(这样)?(保存|存)$|^(我)?(先)?(存|存着|保存|放一放|放着)(吧|一下)?$|存(一下|草稿|着)|^保存|等(会|下|一会)儿?(再|接着)填|待会(儿)?填")] private static partial Regex Saving();
    [GeneratedRegex(@"^(接着|继续)(填|报|刚才|来|吧)?.{0,6}$|^回到(刚才|那|这|上次).{0,6}$|(刚才|上次).{0,6}(接着|继续)(来|填|报)?(吧)?$|(刚|上次|刚才)填到哪|填到哪(儿|里)?了|回到(那张|刚才的?)表")] private static partial Regex Resuming();
    [GeneratedRegex(@"^(是|对|改|确认|用我的|改成我的|覆盖)(的|吧)?$")] private static partial Regex Yes();
    [GeneratedRegex(@"^(那|还是)?(算了|不改了?|别改了?|保持原样|按原来的|不用改|还用原来的)$")] private static partial Regex Cancel();
    [GeneratedRegex(@"多少|几(个|人|户|家|岁|位|套)|吗|么$|呢$|？|\?|有没有|怎么|为什么|为啥|谁|哪|是不是|查|看看|列出")] private static partial Regex Question();
    [GeneratedRegex(@"^.{2,16}(搬走|搬来|搬家|去世|过世|走|迁走|迁出|没住|不住|新来|漏|不在|换人|没有这个人|重复)(这里|这儿|本社区|社区)?了?$(?<!的)|漏了.{2,}|换人了")] private static partial Regex News();
    /// <summary>Of a value: what asks cannot be filled in. A column's own words (核查户数, 检查日期) do not count.</summary>
    [GeneratedRegex(@"多少|几(个|人|户|家|岁|位|套)|吗|么$|呢$|？|\?|有没有|怎么|为什么|为啥|谁|哪|是不是")] private static partial Regex NoAnswer();
    [GeneratedRegex(@"^(这个)?(得|要|应该|需要)改|^我去|^我?回头|^等|^去趟|^麻烦|^(一会儿?|待会儿?|晚点|下午|明天)")] private static partial Regex Filler();
    [GeneratedRegex(@"^(好|好的|行|嗯|那|就这样|就这么|先这样|可以了|对|是的|那就这样|我去.*|去趟.*|谢谢|这个得改|得改|没问题了?|填完了|填好了|都填好了|核对过了|核对好了|都核对了|都对|没错|对的|等等|等一下|报错了|填错了|搞错了|不对|好了|可以|ok|OK|看过了|这样就行|这样行|.{0,4}无误|.{0,4}(报|填|搞|弄|点)错了|(我|先|我先)(去|忙|开会|出去).*)$")] private static partial Regex Courtesy();
    [GeneratedRegex(@"^(?:人数|数)?(?:那|这)?(?:一)?(?:栏|格|列|项)?(?:应该|应当|就)?(写上|填上|改成|改为|改到|换成|填成|填|写成|写|改(?=\d)|是|为|：|:|就填|有|都是|统一填|报|写上|填上|选|选择|在|放在|放|设在)?[“""]?(.*?)[”""]?$")] private static partial Regex Put();
    [GeneratedRegex(@"^(?:把|将)?(.{2,20}?)(?:人数|数)?(?:改成|改为|改到|换成|填成|写成|改(?=\d)|填|写|：|:)(.+)$")] private static partial Regex PutInto();
    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(个人|人|个|户|家|套|栋|件|次|元|平方米|㎡|具|处|台|名|位|份|张|条|辆|亩|平|间|所|笔|万元|%)?(吧|了)?$")] private static partial Regex Number();
    [GeneratedRegex(@"^([零〇一二两三四五六七八九]|[一二两三四五六七八九]?十[一二三四五六七八九]?)(个人|人|个|户|家|套|件|次|名|位|处|张|场|份|台|条|间|所)?(吧|了)?$")] private static partial Regex SmallNumber();
    [GeneratedRegex(@"^(?:(\d{4})[年-])?(\d{1,2})[月-](\d{1,2})[日号]?$")] private static partial Regex DayOfYear();
    [GeneratedRegex(@"[（(][^）)]*[)）]")] private static partial Regex Bracketed();
    [GeneratedRegex(@"(人数|户数|套数|家数|数量|数)$")] private static partial Regex Tail();
    [GeneratedRegex(@"^(无障碍|是否|本次|本周|有无)")] private static partial Regex Lead();
    [GeneratedRegex(@"^(是否有|有无|是否)")] private static partial Regex OwnThings();
    [GeneratedRegex(@"(改一下|改下|变了|不对)$|^(那个|这个)")] private static partial Regex ToChange();
    [GeneratedRegex(@"^(按|换成|再加|加上|只要|只看|列出|查|看看|名单|帮助|你好|您好|谢谢|能问|那.{0,6}(呢|的)|打开|导出|汇总|催|退回)|(给我|呢|名单|吧)$")] private static partial Regex NoValue();
}
