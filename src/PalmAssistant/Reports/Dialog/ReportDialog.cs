using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;
using PalmAssistant.Reports.Filling;

namespace PalmAssistant.Reports.Dialog;

/// <summary>
/// Reports in chat: designing, sending, filling, submitting, following. Takes only turns that <see cref="Intents"/> knows as its own;
/// a question in the middle of a form goes to whoever answers it, and the form waits.
/// </summary>
public sealed class ReportDialog(PublisherTalk publisher, FillerTalk filler, FollowUpTalk follow, ExtensionTalk extensions, CardTalk cards, FileTalk files, OpenReport open, ReportDesk desk, CatalogSource catalogs) : IDialog
{
    public string Name => "reports";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        var memory = ReportMemory.Of(state);
        if (turn.Submitted is { } values) return await cards.Pressed(new(turn, memory, null), values, ct) is { } pressed ? Answered(NextCell.Ask(pressed), new Intent.Continue(), [], state) : null;
        var opened = memory.Open is { } id ? await open.Handle(id, turn.Account, turn.Today, ct) : null;
        if (turn.Files.Count > 0 && !turn.Files.Any(IsWorkbook) && await files.Take(new(turn, memory, opened), ct) is { } filed) return Answered(filed.GoesOn ? NextCell.Ask(filed) : filed, new Intent.Continue(), [], state);
        var hasWorkbook = turn.Files.Any(IsWorkbook) && (turn.Files.Count == 1 || turn.Text.Contains('表'));
        var catalog = await catalogs.Current(ct);
        bool IsData(string sentence) => RuleReader.Read(new(sentence, turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog))) is Understood;
        var reading = StateOf(memory, opened) with
        {
            IsRecent = state.Last is null || state.Last == Name || state.Last is "corrections" or "correct" && opened is not null,      // a correction in the middle of a form is of the form
            HasQuestion = memory.Draft is { } draft && await desk.Find(draft, ct) is { } drafted && Slot.Of(drafted.Design).Any(s => s.Binding is Binding.Undecided),
        };
        if (Intents.Read(turn.Text, hasWorkbook, reading, turn.Today, IsData) is not { } intents) return null;
        var talk = new Talk(turn, memory, opened) { IsData = IsData };
        if (await All(talk, intents, ct) is not { } done) return null;
        var asked = intents[^1] is Intent.Pending ? await desk.AskedOf(turn.Account, all: false, ct) : [];
        return Answered(done.GoesOn ? NextCell.Ask(done) : done, intents[^1], asked, state);
    }

    private Reply Answered(Talk talk, Intent last, IReadOnlyList<(Submission Submission, Issue Issue)> asked, DialogState state)
    {
        talk.Memory.Save(state);
        state.Unfinished = IsUnfinished(talk) ? Name : null;
        state.WaitingHint = talk.Opened is { Submission.IsWithFiller: true } waiting ? $"（《{waiting.Issue.Title}》还没填完，说“继续”接着填）" : null;
        return (last is Intent.Pending ? ReportCards.Received(talk, asked) : ReportCards.Dress(talk, last)).ToReply();
    }

    private async Task<Talk?> All(Talk talk, IReadOnlyList<Intent> intents, CancellationToken ct)
    {
        foreach (var intent in intents)
        {
            if (talk.Stops) break;
            if (intent is Intent.Rest rest) return await Rest(talk, rest.Words, ct);
            if (await Answer(talk, intent, ct) is { } said) talk = said;
            else if (talk.Said.Count == 0) return null;      // once something is done it is told, whatever follows
        }
        return talk;
    }

    private async Task<Talk?> Rest(Talk talk, string words, CancellationToken ct)
    {
        var intents = Intents.Read(words, false, StateOf(talk.Memory, talk.Opened), talk.Turn.Today, talk.IsData);
        return intents is null ? talk.Say($"后半句“{words}”没听懂，表已经打开，请再说一次。") : await All(talk, intents, ct);
    }

    private async Task<Talk?> Answer(Talk talk, Intent intent, CancellationToken ct) => intent switch
    {
        Intent.Design or Intent.Upload or Intent.SendIt or Intent.DropIt or Intent.AskMeaning or Intent.ToWhom or Intent.AddRule or Intent.Reissue or Intent.StopPeriod or Intent.ShowDraft => await publisher.Answer(talk, intent, ct),
        Intent.Retitle or Intent.Note or Intent.RenameColumn or Intent.AskAlso when talk.Memory.Draft is not null => await publisher.Answer(talk, intent, ct),
        Intent.Save when talk.Opened is null => talk.Memory.Draft is null ? null : talk.Say("好，表先留着，没有发给任何人。要看说“看看表”，要发说“发吧”。").Suggest(("看看表", "看看表"), ("发吧", "发吧")),
        Intent.EditColumns => talk.Memory.Draft is not null || talk.Memory.Issue is null ? await publisher.Answer(talk, intent, ct) : await follow.Answer(talk, intent, ct),
        Intent.WhoIsMissing or Intent.Remind or Intent.RollUp or Intent.Return or Intent.Accept or Intent.Burden or Intent.Trace or Intent.Doubt or Intent.Look or Intent.Recall or Intent.CloseIssue or Intent.Spare or Intent.ListIssued or Intent.Compare or Intent.ConfirmChange
            or Intent.Retitle or Intent.Note or Intent.RenameColumn or Intent.AskAlso => await follow.Answer(talk, intent, ct),
        Intent.LeaveAsIs when talk.Opened is null => (talk with { Memory = talk.Memory.Answered() }).Say("好，保持原样，没有改。"),
        Intent.Explain or Intent.Standing when talk.Opened is null => await follow.Answer(talk, intent, ct),
        Intent.Export when talk.Opened is null => await follow.Answer(talk, intent, ct),
        Intent.Extend or Intent.WhoAskedForTime or Intent.GrantTime or Intent.RefuseTime or Intent.WasTimeGiven => await extensions.Answer(talk, intent, ct),
        _ => await filler.Answer(talk, intent, ct),
    };

    private static TalkState StateOf(ReportMemory memory, OpenedReport? opened)
    {
        IReadOnlyList<FillableColumn> columns = opened is null ? [] : [.. Slot.Of(opened.Design).Where(s => s.IsFillers).Select(s => new FillableColumn(s.Column, s.Name, s.Path[^1], s.Type, s.Choices))];
        var asked = memory is { Waits: "cell", Cell: { } cell } ? columns.FirstOrDefault(c => c.Letter == CellKey.Parse(cell).Column) : null;
        var last = memory.Last is { } at ? columns.FirstOrDefault(c => c.Letter == CellKey.Parse(at).Column) : null;
        var rows = opened is null || opened.Submission.Lines.Count < 2 ? [] : opened.Submission.Lines.Where(l => !l.Removed).Select(l => Checks.RowName(opened.Design, l)).Distinct().ToList();
        return new(memory.Draft is not null, opened is not null, memory.Issue is not null, columns, memory.Waits) { Asked = asked, Last = last, Rows = rows, IsList = opened?.Design.Form.Tables.Any(t => t.IsList) == true, Titles = opened is null ? [] : [opened.Issue.Title] };
    }

    private static bool IsUnfinished(Talk talk) => talk.Memory.Draft is not null || talk.Opened is { Submission.IsWithFiller: true } || talk.Memory.Waits is not null;

    private static bool IsWorkbook(IncomingFile file) =>
        new[] { ".xlsx", ".xlsm", ".xls", ".et", ".xlsb" }.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A turn while its intents are carried out one after the other; each step gives the next value.</summary>
public sealed record Talk(Turn Turn, ReportMemory Memory, OpenedReport? Opened)
{
    public IReadOnlyList<string> Said { get; init; } = [];
    public PalmData? Data { get; init; }
    public IReadOnlyList<SuggestedAction> Suggestions { get; init; } = [];
    public IReadOnlyList<OutgoingFile> Files { get; init; } = [];
    public string? Card { get; init; }
    public object? CardData { get; init; }

    /// <summary>The pressed card's other buttons still work.</summary>
    public bool LeavesCardOpen { get; init; }

    /// <summary>Cells were looked at or filled: the next open one is asked for at the end.</summary>
    public bool GoesOn { get; init; }
    public Func<string, bool> IsData { get; init; } = _ => false;

    /// <summary>Something must be settled before the rest of the message can be done.</summary>
    public bool Stops { get; init; }
    public Account Account => Turn.Account;
    public bool IsPublisher => Account.Role is Role.StreetOfficer or Role.DistrictOfficer or Role.DepartmentOfficer;
    public bool IsFiller => IsOfCommunity || Account.Role is Role.StreetOfficer;
    public bool IsOfCommunity => Account.Role is Role.CommunityWorker or Role.CommunitySecretary;

    public Talk Say(string text, PalmData? data = null, bool stops = false) => this with { Said = [.. Said, text], Data = data ?? Data, Stops = stops };
    public Talk Suggest(params (string Label, string Say)[] actions) => this with { Suggestions = [.. actions.Select(a => new SuggestedAction(a.Label, a.Say))] };
    public Talk Refuse(string reason) => Say(reason, new("denied") { Reason = reason }, stops: true);
    public Talk AskBack(string question, params (string Label, string Say)[] options) =>
        Say(question, new("clarify") { Options = [.. options.Select(o => new PalmOption(o.Label, o.Say))] }, stops: true).Suggest(options);

    public Reply ToReply() => new(string.Join("\n\n", Said.Where(s => s.Length > 0)), Data ?? new PalmData("done")) { Suggestions = Suggestions, Files = Files, Card = Card, CardData = CardData, LeavesCardOpen = LeavesCardOpen };
}
