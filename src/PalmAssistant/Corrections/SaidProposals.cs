using PalmAssistant.Community;
using PalmAssistant.Conversation;

namespace PalmAssistant.Corrections;

/// <summary>A correction said in passing, in the middle of something else such as a report: proposed for somebody to look at, never held at once.</summary>
public sealed class SaidProposals(CatalogSource catalogs, CorrectionRules rules, SubjectFinder finder, Drafting drafting, CorrectionDesk desk)
{
    /// <param name="sentence">"张三上月搬走了": one person, moved away, moved to, or died; anything else is not taken</param>
    /// <param name="reason">where it was said: "报表《…》填报时提出"</param>
    public async Task<ProposalOutcome> Propose(string sentence, string reason, Turn turn, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var reader = new CorrectionReader(rules, catalog.Files.Tags.Where(t => t.Record == "person").Select(t => t.Name).ToHashSet());
        if (reader.Read(sentence, turn.Today) is not { Kind: AboutKind.Person, Changes: [var change], Unread.Count: 0 } said) return new ProposalOutcome.NotTaken("没有听出是谁、有什么变化");
        if (await finder.Find(said.About, said.Kind, false, turn, null, null, ct) is var found && found is not Found.One) return new ProposalOutcome.NotTaken(WhyNot(found));
        var entry = ((Found.One)found).Entry;
        var worked = change switch
        {
            MovedOut => Drafting.MoveOut(entry),
            Died died => Drafting.Death(entry, died.On, died.When, turn.Today),
            MovedTo to => await drafting.Move(entry, to.House, turn.Account, turn.Today, ct),
            _ => new Worked.No("这种变化请在填完后单独说一遍"),
        };
        return worked switch
        {
            Worked.Out(var changes) => await desk.Submit(desk.Drafted(sentence, reason, entry.Region, changes), turn.Account, ct, asksFirst: true),
            Worked.Already(var why) => new ProposalOutcome.NotTaken(why),
            Worked.No(var why) => new ProposalOutcome.NotTaken(why),
            Worked.Ask(var question, _) => new ProposalOutcome.NotTaken(question),
            _ => new ProposalOutcome.NotTaken("没有办成"),
        };
    }

    private static string WhyNot(Found found) => found switch
    {
        Found.Nobody(var why) => why,
        Found.Refused(var why) => why,
        Found.Several several => $"有 {several.Total} 位都对得上，请说出住址",
        _ => "没有找到这个人",
    };
}
