using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Forms;

/// <summary>How blank forms are worded: what is a title, a label to be filled behind, a note, a signature line, a unit. Words only, no positions.</summary>
public static partial class Wording
{
    public static string Squeeze(string text) => WhiteSpace().Replace(text, "");

    /// <summary>"填报单位（盖章）：", "单位：人", "表    号：…", or a bare period "2026年11月".</summary>
    public static bool IsMeta(string text) => !Squeeze(text).StartsWith("其中", StringComparison.Ordinal) && Labelled().IsMatch(Squeeze(text)) && !IsNote(text) || BarePeriod().IsMatch(Squeeze(text)) || Legend().IsMatch(Squeeze(text));

    public static bool IsAttachmentNumber(string text) => Attachment().IsMatch(Squeeze(text));

    public static bool IsNote(string text) => NoteStart().IsMatch(Squeeze(text)) || Squeeze(text).Length > 45;

    public static bool IsCaption(string text) => CaptionStart().IsMatch(Squeeze(text)) && Squeeze(text).Length <= 40;

    public static bool IsSignature(string text) => Squeeze(text).Contains("签字", StringComparison.Ordinal) || Squeeze(text).Contains("签章", StringComparison.Ordinal) || Labels().Count(Squeeze(text)) >= 2;

    public static bool IsTotal(string text) => Total().IsMatch(Squeeze(text));

    public static bool IsExample(string text) => ExampleMark().IsMatch(Squeeze(text));

    public static bool IsSequence(string header) => Sequence().IsMatch(header);

    /// <summary>A dash, slash or cross that a form prints where nothing may be filled.</summary>
    public static bool IsBlock(string text) => BlockMark().IsMatch(Squeeze(text));

    public static bool IsColumnIndex(string text) => ColumnIndex().IsMatch(Squeeze(text));

    /// <summary>A cell of a row of units under a header: 套, （人）.</summary>
    public static bool IsUnit(string text) => UnitWords.Contains(Squeeze(text).Trim('（', '）', '(', ')'));

    public static bool IsNumber(string text) => Digits().IsMatch(Squeeze(text));

    /// <summary>"单位：人" → 人; null when the line names no unit (填报单位 is somebody, not a unit).</summary>
    public static string? UnitLine(string text) =>
        UnitOfSheet().Match(Squeeze(text)) is { Success: true } m ? m.Groups[1].Value : null;

    /// <summary>The unit a header carries: "面积（㎡）" → ㎡, "户数（户）" → 户, "人数" → 人.</summary>
    public static string? Unit(IReadOnlyList<string> path)
    {
        foreach (var text in path.Reverse())
            if (Bracketed().Match(text) is { Success: true } m && UnitWords.Contains(m.Groups[1].Value))
                return m.Groups[1].Value == "平方米" ? "㎡" : m.Groups[1].Value;
        return path[^1] switch
        {
            var t when t.EndsWith('%') || t.Contains("占比", StringComparison.Ordinal) => "%",
            var t when t.Contains("年龄", StringComparison.Ordinal) => "岁",
            var t when CountWord().Match(t) is { Success: true } m => m.Groups[1].Value,
            _ => null,
        };
    }

    /// <summary>Two figures in one cell: "残疾人(其中重残)", "低保户(户/人)".</summary>
    public static bool IsTwoInOne(string leaf) => TwoInOne().IsMatch(leaf);

    /// <summary>What is typed into a column by its header alone; the workbook's own validation comes first.</summary>
    public static CellType TypeOf(IReadOnlyList<string> path, bool inList)
    {
        var leaf = path[^1];
        if (IsSequence(leaf)) return CellType.Sequence;
        if (FileWord().IsMatch(leaf)) return CellType.File;
        if (IsTwoInOne(leaf)) return CellType.Text;
        if (DateWord().IsMatch(leaf)) return CellType.Date;
        if (leaf.StartsWith("是否", StringComparison.Ordinal) || leaf.StartsWith("有无", StringComparison.Ordinal)) return CellType.Choice;
        if (TextWord().IsMatch(leaf)) return CellType.Text;
        if (MeasureWord().IsMatch(leaf)) return CellType.Number;
        if (leaf.Contains("年龄", StringComparison.Ordinal) || Unit(path) is { } unit && CountUnits.Contains(unit) || CountWord().IsMatch(leaf) || leaf.EndsWith('数') || leaf.EndsWith("数量", StringComparison.Ordinal)) return CellType.Integer;
        if (Unit(path) is not null) return CellType.Number;
        return inList ? CellType.Text : CellType.Integer;
    }

    private static readonly HashSet<string> UnitWords = ["人", "户", "个", "家", "套", "栋", "幢", "处", "件", "次", "具", "台", "辆", "名", "条", "座", "间", "元", "万元", "㎡", "平方米", "m²", "岁", "%", "天", "年", "场", "起", "份", "只", "株", "吨", "公里", "米", "户/人"];
    private static readonly HashSet<string> CountUnits = ["人", "户", "个", "家", "套", "栋", "幢", "处", "件", "次", "具", "台", "辆", "名", "条", "座", "间", "天", "岁", "场", "起", "份", "只", "株"];

    [GeneratedRegex(@"\s+")] private static partial Regex WhiteSpace();
    [GeneratedRegex(@"^[^：:，。；]{1,14}[：:]")] private static partial Regex Labelled();
    [GeneratedRegex(@"[\u4e00-\u9fff）][：:]")] private static partial Regex Labels();
    [GeneratedRegex(@"^(\d{4}年)?(\d{1,2}月|第?[一二三四1-4]季度|上半年|下半年|第\d+周)?(\d{1,2}日)?$(?<=.)")] private static partial Regex BarePeriod();
    [GeneratedRegex(@"^[（(]?[√×/○●]=")] private static partial Regex Legend();
    [GeneratedRegex(@"^附[件表]\s*[\d一二三四五六七八九十]*[-—\d]*[：:]?$")] private static partial Regex Attachment();
    [GeneratedRegex(@"^(注[：:\d]|备注[：:]|说明[：:]|填[表报写]说明|填报要求|指标解释|审核关系|\d{1,2}[.．、](?!\d)|[（(][\d一二三四五六七八九十]+[)）]|[一二三四五六七八九十]{1,2}、.{12,}|[①-⑩※▲★])")] private static partial Regex NoteStart();
    [GeneratedRegex(@"^(表[一二三四五六七八九十\d]+|[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[)）])")] private static partial Regex CaptionStart();
    [GeneratedRegex(@"^(合计|总计|小计|累计|共计|全[街区]合计|总数合计)$")] private static partial Regex Total();
    [GeneratedRegex(@"^[（(]?(例|示例|样例|范例|举例|填写示例|示范)([：:）)\d].*)?$|[（(]示例|示例，|填写样例")] private static partial Regex ExampleMark();
    [GeneratedRegex(@"^(序号|编号顺序|序|No\.?|NO\.?|#)$")] private static partial Regex Sequence();
    [GeneratedRegex(@"^[—－\-–×xX/＼\\╱*＊]{1,3}$")] private static partial Regex BlockMark();
    [GeneratedRegex(@"^([甲乙丙丁戊己]|[（(]?\d{1,2}[)）]?)$")] private static partial Regex ColumnIndex();
    [GeneratedRegex(@"^\d+(\.\d+)?$")] private static partial Regex Digits();
    [GeneratedRegex(@"^(?:计量|数量|金额)?单位[：:]([^：:（）()、，]{1,6}(?:[、，][^：:]{1,4})*)$")] private static partial Regex UnitOfSheet();
    [GeneratedRegex(@"[（(]([^（）()]{1,4})[)）]")] private static partial Regex Bracketed();
    [GeneratedRegex(@"(人|户|家|套|栋|幢|件|次|处|辆|台|个)(?:数|次)$")] private static partial Regex CountWord();
    [GeneratedRegex(@"[（(](其中|内|含)[^）)]*[)）]$|[（(][^）)]{1,3}/[^）)]{1,3}[)）]$")] private static partial Regex TwoInOne();
    [GeneratedRegex(@"照片|图片|附件$|扫描件|影像")] private static partial Regex FileWord();
    [GeneratedRegex(@"日期|时间$|年月$|期限$|日$")] private static partial Regex DateWord();
    [GeneratedRegex(@"姓名|名称|地址|住址|坐落|电话|手机|号码|证号|编号|编码|备注|说明|描述|原因|意见|措施|内容|情况$|需求$|存放点|地点|位置|特色|困难|问题$|建议|职务|单位$|联系人|负责人|责任人|人$(?<=[办包管监护]人)|类别|类型|性别|(?<!少数)民族|等级|关系|备案号")] private static partial Regex TextWord();
    [GeneratedRegex(@"面积|金额|金（|金\(|工资|收入|费用|资金|率$|%|占比|平均|人均")] private static partial Regex MeasureWord();
}
