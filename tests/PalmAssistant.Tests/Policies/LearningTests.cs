using PalmAssistant.Policies.Search;
using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Tests.Policies;

public class LearningTests
{
    [Fact]
    public void A_law_stands_above_the_regulations_under_it()
    {
        Assert.Equal(1, ClauseLayout.RankOfTitle("劳动合同法"));
        Assert.Equal(1, ClauseLayout.RankOfTitle("民法典"));
        Assert.Equal(0, ClauseLayout.RankOfTitle("劳动合同法实施条例"));
        Assert.Equal(0, ClauseLayout.RankOfTitle("高龄津贴发放管理办法"));
    }

    [Fact]
    public void The_net_learns_which_figure_tells_the_right_one()
    {
        var random = new Random(3);
        (float[][], bool[]) List()
        {
            var right = random.Next(8);
            return ([.. Enumerable.Range(0, 8).Select(i => new[] { (float)random.NextDouble(), i == right ? 1f + (float)random.NextDouble() : (float)random.NextDouble() })], [.. Enumerable.Range(0, 8).Select(i => i == right)]);
        }
        var net = ListwiseNet.Train([.. Enumerable.Range(0, 200).Select(_ => List())]);
        var correct = 0;
        for (var i = 0; i < 100; i++)
        {
            var (figures, right) = List();
            if (right[Enumerable.Range(0, 8).MaxBy(k => net.Score(figures[k]))]) correct++;
        }
        Assert.True(correct > 90, $"{correct} of 100");
    }

    [Fact]
    public void Confirmed_questions_lead_like_ones_to_their_clause_and_say_something_of_its_neighbours()
    {
        string[] texts = ["用人单位拖欠劳动报酬的，应当支付赔偿。", "劳动者可以随时解除合同。", "承租人应当按期支付租金。", "出租人应当维修房屋。"];
        var index = new PostingIndex();
        foreach (var text in texts) index.Add([(text, 1)]);
        index.Seal();
        var memory = new ConfirmedQuestions([("老板不发工钱怎么办", [0]), ("老板欠工钱", [0]), ("房东不修房子", [3])]);
        var space = LatentSpace.Train(texts, 4, TestContext.Current.CancellationToken);
        var figures = new MemoryFigures(new Retrieval(index, new([0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 0, 0])), memory, [.. texts.Select(space.Embed)], space.Embed, new QuestionWords());
        var found = figures.Of("老板不发我工钱");
        Assert.All(found, candidate => Assert.Equal(MemoryFigures.Count, candidate.Figures.Length));
        float Highest(int entry) => found.First(c => c.Entry == entry).Figures[5];
        Assert.True(Highest(0) > Highest(3));
        Assert.True(found.First(c => c.Entry == 1).Figures[10] > 0);       // beside what was asked
        Assert.Equal(0, figures.Of("老板欠工钱", except: 1).First(c => c.Entry == 0).Figures[5] > 0.99f ? 1 : 0);   // itself is left out
    }

    [Fact]
    public void Changed_documents_are_laid_over_the_index_and_old_wording_no_longer_counts()
    {
        var below = new PostingIndex();
        below.Add([("高龄津贴每月一百元", 1)]);
        below.Add([("养犬每户一只", 1)]);
        below.Seal();
        var above = new PostingIndex(below);
        Assert.Equal(2, above.Add([("高龄津贴每月二百元", 1)]));
        above.Seal();
        var terms = new Dictionary<uint, float>();
        Grams.Each("高龄津贴", term => terms[term] = 1);
        var scores = new float[above.Count];
        above.Score(terms, scores);
        Assert.True(scores[0] > 0 && scores[2] > 0 && scores[1] == 0);
        Assert.Equal(2, above.Frequency(terms.Keys.First(Grams.IsPair)));
    }
}
