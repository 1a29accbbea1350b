using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Cuts a draft by the document's own numbering: articles, else questions and answers, else 一、 sections; annexes by themselves.</summary>
public static partial class ClauseCutter
{
    private enum Scheme { Articles, Questions, Sections, Items, Points, Plain }

    public static IReadOnlyList<Clause> Cut(Draft draft)
    {
        var (body, annexes) = Annexes.Split(draft.Lines);
        var scheme = SchemeOf(body);
        var clauses = CutBody(body, scheme);
        foreach (var annex in annexes)
        {
            var inner = annex.Lines.Any() ? SchemeOf(annex.Lines) : Scheme.Plain;
            if (inner == Scheme.Articles && scheme != Scheme.Articles) clauses.AddRange(CutBody(annex.Lines, inner).Where(c => c.Label != "正文"));
            else clauses.Add(annex.ToClause());
        }
        return [.. clauses.Where(clause => clause.Text.Length > 0)];
    }

    /// <summary>Where the numbered text begins: everything before is title, number, addressee and preamble.</summary>
    internal static int BodyStart(IReadOnlyList<DraftLine> lines)
    {
        var scheme = SchemeOf(lines);
        var start = Enumerable.Range(0, lines.Count).FirstOrDefault(i => lines[i].Kind != LineKind.TableRow && (Marker(scheme).IsMatch(lines[i].Text) || scheme == Scheme.Articles && Labels.Chapter().IsMatch(lines[i].Text)), lines.Count);
        return start;
    }

    private static Scheme SchemeOf(IReadOnlyList<DraftLine> lines)
    {
        var texts = lines.Where(line => line.Kind != LineKind.TableRow).Select(line => line.Text).ToList();
        var articles = texts.Count(text => Labels.Article().IsMatch(text));
        var questions = texts.Count(text => Labels.Question().IsMatch(text));
        var sections = texts.Count(text => Labels.Section().IsMatch(text));
        if (articles >= 2 && articles >= questions) return Scheme.Articles;
        if (questions >= 2) return Scheme.Questions;
        if (sections >= 2) return Scheme.Sections;
        if (articles == 1) return Scheme.Articles;
        if (sections == 1) return Scheme.Sections;
        if (texts.Count(text => Labels.Item().IsMatch(text)) >= 2) return Scheme.Items;
        return texts.Count(text => Labels.Point().IsMatch(text)) >= 2 ? Scheme.Points : Scheme.Plain;
    }

    private static Regex Marker(Scheme scheme) => scheme switch
    {
        Scheme.Articles => Labels.Article(),
        Scheme.Questions => Labels.Question(),
        Scheme.Sections => Labels.Section(),
        Scheme.Items => Labels.Item(),
        Scheme.Points => Labels.Point(),
        _ => Never(),
    };

    private static List<Clause> CutBody(IReadOnlyList<DraftLine> lines, Scheme scheme)
    {
        var pile = new ClausePile();
        var number = 0;
        foreach (var line in Preamble.Strip(lines, BodyStart(lines)))
        {
            if (line.Kind != LineKind.TableRow && scheme == Scheme.Articles && Labels.Chapter().IsMatch(line.Text) && !pile.InQuotation) { pile.Chapter(line.Text); continue; }
            if (line.Kind != LineKind.TableRow && Opens(line.Text, scheme, number, pile.InQuotation) is { } opening)
            {
                number = opening.Number;
                pile.Open(opening.Label, opening.Heading, opening.Text);
            }
            else pile.Add(line.Text);
        }
        return pile.Finish();
    }

    private sealed record Opening(int Number, string Label, string? Heading, string Text);

    private static Opening? Opens(string text, Scheme scheme, int last, bool inQuotation) => scheme switch
    {
        Scheme.Articles => Article(text, last, inQuotation),
        Scheme.Questions => Labels.Question().Match(text) is { Success: true } q
            ? new(last + 1, "问" + ChineseNumeral.Write(last + 1), text[q.Length..], "问：" + text[q.Length..]) : null,
        Scheme.Sections => Numbered(text, Labels.Section(), last, inQuotation, n => n + "、"),
        Scheme.Items => Numbered(text, Labels.Item(), last, inQuotation, n => $"（{n}）"),
        Scheme.Points => Numbered(text, Labels.Point(), last, inQuotation, n => $"{ChineseNumeral.Parse(n)}."),
        _ => null,
    };

    private static Opening? Article(string text, int last, bool inQuotation)
    {
        var match = Labels.Article().Match(text);
        var tight = match.Success ? match : TightArticle().Match(text);
        if (!tight.Success) return null;
        var number = ChineseNumeral.Parse(tight.Groups["n"].Value);
        var follows = number == last + 1 || tight.Groups["of"].Success && number == last;
        if (inQuotation && !follows || !match.Success && !follows) return null;
        var label = tight.Groups["of"].Success ? $"第{ChineseNumeral.Write(number)}条之{tight.Groups["of"].Value}" : $"第{ChineseNumeral.Write(number)}条";
        var rest = text[tight.Length..];
        var named = NamedArticle().Match(rest);
        return new(number, label, named.Success ? named.Groups[1].Value : null, rest);
    }

    private static Opening? Numbered(string text, Regex marker, int last, bool inQuotation, Func<string, string> label)
    {
        var match = marker.Match(text);
        if (!match.Success || inQuotation && ChineseNumeral.Parse(match.Groups["n"].Value) != last + 1) return null;
        var rest = text[match.Length..];
        return new(ChineseNumeral.Parse(match.Groups["n"].Value), label(match.Groups["n"].Value), HeadingOf(rest), rest);
    }

    /// <summary>A short line without an end mark is a heading; so is a short first sentence that only names a thing.</summary>
    private static string? HeadingOf(string text)
    {
        if (text.Length <= 40 && !"。；：，".Contains(text.Length > 0 ? text[^1] : '。')) return text;
        var stop = text.IndexOf('。');
        return stop is > 1 and <= 20 && !text[..stop].Contains('，') ? text[..stop] : null;
    }

    [GeneratedRegex(@"^(?<label>第(?<n>[一二三四五六七八九十百零〇0-9]{1,7})条(?:之(?<of>[一二三四五六七八九十]{1,2}))?)(?![规第、和至的所中款情与及，。；或以])(?=.{4})")] private static partial Regex TightArticle();
    [GeneratedRegex(@"^[【〔（(\[]([^】〕）)\]]{2,20})[】〕）)\]]")] private static partial Regex NamedArticle();
    [GeneratedRegex("(?!)")] private static partial Regex Never();
}
