using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>How Chinese official documents number their parts (党政机关公文格式 GB/T 9704: 一、（一）1.（1）; laws: 编 章 节 条 款 项).</summary>
internal static partial class Labels
{
    private const string Number = "[一二三四五六七八九十百零〇0-9０-９]{1,7}";

    /// <summary>第二章 发放对象和标准</summary>
    [GeneratedRegex($@"^第{Number}[编章节編節](?=[\s\u3000]|[^，。；,;]{{1,30}}$)")] public static partial Regex Chapter();

    /// <summary>第六条 …, 第十一条之一 …; not 第六条规定的 in running text</summary>
    [GeneratedRegex($@"^(?<label>第(?<n>{Number})[条條](?:之(?<of>{Number}))?)(?:[\s\u3000：:]+|(?=[【〔（(\[])|$)")] public static partial Regex Article();

    /// <summary>一、</summary>
    [GeneratedRegex(@"^(?<n>[一二三四五六七八九十百]{1,4})[、．.]\s*")] public static partial Regex Section();

    /// <summary>（一）</summary>
    [GeneratedRegex(@"^[（(](?<n>[一二三四五六七八九十]{1,3})[）)]\s*")] public static partial Regex Item();

    /// <summary>1. 1、 １． (1)</summary>
    [GeneratedRegex(@"^(?:[（(](?<n>[0-9０-９]{1,2})[）)]|(?<n>[0-9０-９]{1,2})[.．、](?![0-9]))\s*")] public static partial Regex Point();

    /// <summary>问：…, 问题一：…, 1.问：…, Q1: …</summary>
    [GeneratedRegex(@"^(?:[0-9一二三四五六七八九十]{1,3}[.、．]\s*)?(?:【?(?:记者)?(?:提)?问(?:题)?[0-9一二三四五六七八九十]{0,3}】?|Q[0-9]{0,2})\s*[：:]\s*")] public static partial Regex Question();

    /// <summary>答：…</summary>
    [GeneratedRegex(@"^【?(?:答复?|A[0-9]{0,2})】?\s*[：:]\s*")] public static partial Regex Answer();

    /// <summary>附件, 附件1, 附件1：…, 附表二 …</summary>
    [GeneratedRegex(@"^附\s?(?:件|表|录)\s*(?<n>[0-9０-９一二三四五六七八九十]{0,3})(?<colon>\s*[：:．.、]?)\s*(?<title>.*)$")] public static partial Regex Annex();

    public static bool StartsAny(string line) =>
        Chapter().IsMatch(line) || Article().IsMatch(line) || Section().IsMatch(line) || Item().IsMatch(line) || Point().IsMatch(line) ||
        Question().IsMatch(line) || Answer().IsMatch(line) || Annex().IsMatch(line) && line.Length < 40;
}
