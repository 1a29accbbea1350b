namespace PalmAssistant.Reports.Dialog;

/// <summary>One thing a person wants of the report dialog. A message may hold several ("助餐需求改成15，再报").</summary>
public abstract record Intent
{
    public sealed record Design(SaidTable? Table) : Intent;
    public sealed record Upload : Intent;
    /// <summary>"还是上次那个表，再发一次"</summary>
    public sealed record Reissue(string Words) : Intent;
    public sealed record StopPeriod(string Words) : Intent;
    public sealed record SendIt(string Answer) : Intent;
    public sealed record DropIt : Intent;
    public sealed record AskMeaning(string About) : Intent;
    public sealed record ToWhom(string Words) : Intent;
    /// <summary>"助浴人数不能大于老人数", "助浴人数必填"</summary>
    public sealed record AddRule(string Words) : Intent;
    /// <summary>"叫养老设施摸底表"</summary>
    public sealed record Retitle(string Title) : Intent;
    /// <summary>"说明里写一句：…", "把说明改成…"</summary>
    public sealed record Note(string Words, bool Instead) : Intent;
    /// <summary>"把扶手户数改成扶手人数"</summary>
    public sealed record RenameColumn(string From, string To) : Intent;
    public sealed record ShowDraft : Intent;
    /// <summary>"再给东湖社区也发一份"</summary>
    public sealed record AskAlso(string Whom) : Intent;
    /// <summary>"发错了，撤回": asked of nobody any more.</summary>
    public sealed record Recall(string Words) : Intent;
    public sealed record CloseIssue : Intent;
    /// <summary>"东湖社区不用报了"</summary>
    public sealed record Spare(string Whom) : Intent;
    public sealed record ListIssued : Intent;
    /// <summary>"跟上期比差多少"</summary>
    public sealed record Compare(string Words) : Intent;
    /// <summary>Yes to a change of a report that people already work on.</summary>
    public sealed record ConfirmChange : Intent;
    /// <summary>"加一列联系人", "去掉备注"</summary>
    public sealed record EditColumns(string Add, string Drop) : Intent;
    public sealed record Pending : Intent;
    public sealed record Open(string Which) : Intent;
    /// <summary>What follows an opening is read once the report is open and its columns are known.</summary>
    public sealed record Rest(string Words) : Intent;
    /// <param name="OnlyEmpty">"其他人都是无需求": rows that have a value keep it</param>
    public sealed record Fill(string Column, string Value, bool Everywhere, string? Row, bool OnlyEmpty = false) : Intent;
    /// <summary>"不对，是6": of the cell that was filled or spoken of last.</summary>
    public sealed record Amend(string Value) : Intent;
    /// <summary>"低保人数没问题，系统带的": said of a cell, for who reviews it.</summary>
    public sealed record Remark(string Column, string Words) : Intent;
    /// <summary>"刘建国那行划掉，搬走了"</summary>
    public sealed record StrikeRow(string Row, string Why) : Intent;
    /// <summary>"再加一个人 刘建国"</summary>
    public sealed record NewRow(string Name) : Intent;
    /// <summary>"我报过的表"</summary>
    public sealed record Submitted : Intent;
    /// <summary>"现在啥状态", of the report spoken of last</summary>
    public sealed record Standing : Intent;
    /// <summary>"延期批了没"</summary>
    public sealed record WasTimeGiven : Intent;
    /// <summary>The bare value of the cell that was asked about.</summary>
    public sealed record BareValue(string Text) : Intent;
    public sealed record Skip : Intent;
    public sealed record WhatIsLeft : Intent;
    public sealed record Submit : Intent;
    public sealed record Withdraw : Intent;
    public sealed record Save : Intent;
    public sealed record Continue : Intent;
    public sealed record LeaveAsIs : Intent;
    public sealed record Because(string Why) : Intent;
    public sealed record Overwrite : Intent;
    public sealed record WhoFills(string Which) : Intent;
    public sealed record AlreadyReported : Intent;
    public sealed record WhoIsMissing(string Which) : Intent;
    public sealed record Remind(string Words) : Intent;
    public sealed record RollUp(string Which) : Intent;
    public sealed record Export(bool Unmasked) : Intent;
    public sealed record Return(string Words) : Intent;
    public sealed record Accept(string Words) : Intent;
    public sealed record Extend(string Words) : Intent;
    public sealed record WhoAskedForTime : Intent;
    public sealed record GrantTime(string Words) : Intent;
    public sealed record RefuseTime(string Words) : Intent;
    /// <summary>"辽源路那个数明显不对"</summary>
    public sealed record Doubt(string Words) : Intent;
    /// <summary>"看看东湖社区报的"</summary>
    public sealed record Look(string Words) : Intent;
    /// <summary>"这个75岁以上怎么算的", of the open report</summary>
    public sealed record Explain(string Words) : Intent;
    /// <summary>"怎么被退了"</summary>
    public sealed record WhyReturned : Intent;
    public sealed record Burden(string Words) : Intent;
    public sealed record Correction(string Words) : Intent;
    public sealed record Trace(string Words) : Intent;
}

/// <summary>What the conversation is in the middle of, as far as reading the next sentence needs it.</summary>
/// <param name="Columns">names of the open report's columns</param>
/// <param name="Waits">what was asked last: "why" (a changed cell), "overtaken", "purpose" (of an unmasked export), or null</param>
public sealed record TalkState(bool HasDraft, bool HasOpen, bool HasIssue, IReadOnlyList<FillableColumn> Columns, string? Waits)
{
    public static readonly TalkState Nothing = new(false, false, false, [], null);

    /// <summary>False when another dialog answered last: a bare “导出来” then belongs to that answer.</summary>
    public bool IsRecent { get; init; } = true;

    /// <summary>The column that was asked about last, when its bare value is awaited.</summary>
    public FillableColumn? Asked { get; init; }

    /// <summary>The column filled or explained last: "不对，是6" means it.</summary>
    public FillableColumn? Last { get; init; }

    /// <summary>Names of a list's rows.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Its rows are records: one may be added.</summary>
    public bool IsList { get; init; }

    /// <summary>The draft has a question only its publisher can answer.</summary>
    public bool HasQuestion { get; init; }

    /// <summary>Titles of reports the speaker may mean.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];
}

/// <param name="Letter">column or field cell</param>
/// <param name="Name">"残疾人·其中：重度"</param>
public sealed record FillableColumn(string Letter, string Name, string Leaf, Forms.CellType Type, IReadOnlyList<string> Choices);
