using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Whether a turn, in its conversation, reads as a question about the register: for dialogs that stand before <see cref="AskData"/> and guess.</summary>
public sealed class RegisterReading(IReader reader, CatalogSource catalogs)
{
    /// <summary>Read whole, or with one thing left to ask back.</summary>
    public async Task<bool> Understands(Turn turn, DialogState state, CancellationToken ct) => await Read(turn.Text, turn, state, ct) is Understood or Ambiguous;

    /// <summary>The one plan some words of the turn mean, in its conversation; null when they mean none or several.</summary>
    public async Task<QueryPlan?> OnePlan(string words, Turn turn, DialogState state, CancellationToken ct) =>
        await Read(words, turn, state, ct) is Understood { Plans: [var plan] } ? plan : null;

    /// <summary>The regions an account stands in, widest first.</summary>
    public async Task<IReadOnlyList<RegionRow>> Around(Account account, CancellationToken ct) =>
        [.. (await catalogs.Current(ct)).Rows.Regions.Where(r => RegionRange.Of(r.Code).Contains(account.Region)).OrderBy(r => r.Level)];

    private async Task<Reading> Read(string words, Turn turn, DialogState state, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var before = state.Get<AskContext>(AskContext.Key)?.Plans ?? [];
        return await reader.Read(new Question(words, turn.Today, catalog.Words, before, ScopedPlan.Home(turn.Account, catalog)), ct);
    }
}
