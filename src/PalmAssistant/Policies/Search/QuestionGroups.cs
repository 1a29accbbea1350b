namespace PalmAssistant.Policies.Search;

/// <summary>Puts questions that read alike together, so that a curator settles them at once.</summary>
public static class QuestionGroups
{
    private const float Alike = 0.5f;

    /// <param name="text">the words of an item</param>
    /// <returns>groups in the order of their first item, items in their given order</returns>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> items, Func<T, string> text)
    {
        var questions = new ConfirmedQuestions(items.Select((item, i) => (text(item), new[] { i })));
        var groupOf = new int[items.Count];
        Array.Fill(groupOf, -1);
        var groups = new List<List<T>>();
        for (var i = 0; i < items.Count; i++)
        {
            var like = questions.Likest(text(items[i]), 20, except: i).FirstOrDefault(l => l.Question < i && l.Likeness >= Alike);
            groupOf[i] = like.Likeness > 0 ? groupOf[like.Question] : groups.Count;
            if (groupOf[i] == groups.Count) groups.Add([]);
            groups[groupOf[i]].Add(items[i]);
        }
        return groups;
    }
}
