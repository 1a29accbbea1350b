namespace PalmAssistant.Policies.Search;

/// <summary>
/// Retrieval that has learned from confirmed questions: each of them, left out of the memory in its turn, teaches which figures tell the right clause.
/// Several networks vote, as one alone depends on its start.
/// </summary>
public sealed class LearnedRetrieval
{
    /// <summary>With fewer there is nothing to learn from.</summary>
    public const int LeastQuestions = 100;

    private readonly MemoryFigures figures;
    private readonly ListwiseNet[] nets;

    private LearnedRetrieval(MemoryFigures figures, ListwiseNet[] nets) => (this.figures, this.nets) = (figures, nets);

    public static LearnedRetrieval Train(MemoryFigures figures, ConfirmedQuestions memory, int nets = 3)
    {
        var lists = new (float[][] Figures, bool[] Right)[memory.Count];
        Parallel.For(0, memory.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, q =>
        {
            var candidates = figures.Of(memory[q].Text, except: q);
            lists[q] = ([.. candidates.Select(c => c.Figures)], [.. candidates.Select(c => memory[q].Entries.Contains(c.Entry))]);
        });
        return new(figures, [.. Enumerable.Range(0, nets).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(seed => ListwiseNet.Train(lists, seed))]);
    }

    /// <summary>The best entries, best first.</summary>
    public IReadOnlyList<(int Entry, float Score)> Find(string question, int take) =>
        [.. figures.Of(question).Select(c => (c.Entry, Score: nets.Sum(net => net.Score(c.Figures)))).OrderByDescending(x => x.Score).Take(take)];
}
