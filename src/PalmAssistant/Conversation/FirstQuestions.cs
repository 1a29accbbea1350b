using System.Text.Json;
using PalmAssistant.Access;

namespace PalmAssistant.Conversation;

/// <summary>Suggested first questions by role, and by department for its officers. The words are data: <c>first-questions.json</c>.</summary>
public static class FirstQuestions
{
    private sealed record Words(Dictionary<string, string[]> Roles, Dictionary<string, string[]> Departments, Dictionary<string, string> Purpose);

    private static readonly Words All = Load();

    public static IReadOnlyList<string> For(Account account)
    {
        if (account is { Role: Role.DepartmentOfficer, Department: { } department })
            foreach (var (name, questions) in All.Departments)
                if (department.Contains(name, StringComparison.Ordinal)) return questions;
        return All.Roles[account.Role.Name()];
    }

    /// <summary>One sentence on what the assistant does for this account.</summary>
    public static string WhatFor(Account account) => account.Role switch
    {
        Role.PolicyCurator => All.Purpose["policies"],
        Role.Administrator => All.Purpose["system"],
        _ => All.Purpose["people"].Replace("{scope}", account.RegionName.Length > 0 ? account.RegionName : "您权限内", StringComparison.Ordinal),
    };

    private static Words Load()
    {
        using var stream = typeof(FirstQuestions).Assembly.GetManifestResourceStream("PalmAssistant.Conversation.first-questions.json")!;
        return JsonSerializer.Deserialize<Words>(stream, DialogState.JsonOptions)!;
    }
}
