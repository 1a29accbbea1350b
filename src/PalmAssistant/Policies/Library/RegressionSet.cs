using System.Text.Json.Nodes;
using Npgsql;

namespace PalmAssistant.Policies.Library;

/// <summary>A question whose answer must stay.</summary>
/// <param name="Clause">null: there must be no basis</param>
public sealed record RegressionQuestion(string Question, string? Title, string? Number, string? Clause)
{
    public string Expected => Clause is null ? "没有依据" : $"《{Title}》{Clause}";
}

/// <summary>The questions that curators want asked again before anything is published.</summary>
public sealed class RegressionSet(NpgsqlDataSource source, PolicyChanges changes)
{
    public async Task<IReadOnlyList<RegressionQuestion>> All(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select question, title, number, clause from policy.regression order by id");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var questions = new List<RegressionQuestion>();
        string? Maybe(int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
        while (await reader.ReadAsync(ct)) questions.Add(new(reader.GetString(0), Maybe(1), Maybe(2), Maybe(3)));
        return questions;
    }

    public Task Add(RegressionQuestion question, string by, CancellationToken ct) =>
        changes.MakeOf("regression", $"回归题加入“{question.Question}”（应答：{question.Expected}）", Thing(question), there: true, by, ct);

    public async Task<bool> Remove(string question, string by, CancellationToken ct)
    {
        if ((await All(ct)).FirstOrDefault(q => q.Question == question) is not { } known) return false;
        await changes.MakeOf("regression", $"回归题移除“{question}”", Thing(known), there: false, by, ct);
        return true;
    }

    private static JsonObject Thing(RegressionQuestion q) => new() { ["kind"] = "regression", ["question"] = q.Question, ["title"] = q.Title, ["number"] = q.Number, ["clause"] = q.Clause };
}
