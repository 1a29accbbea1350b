using PalmAssistant.Ask;

namespace PalmAssistant.Tests.Ask;

/// <summary>Small figures hide, and no other figure brings them back.</summary>
public class SuppressionTests
{
    private const int Below = 5;
    private static readonly Suppression Suppression = new(Below);

    [Theory]
    [InlineData("9 8 7", "")]               // nothing small
    [InlineData("9 3 7", "1 2")]            // one small: the next larger goes with it
    [InlineData("9 3 2", "1 2")]            // two small hide each other
    [InlineData("9 1 1", "0 1 2")]          // two ones would be told by their sum
    [InlineData("3", "0")]
    [InlineData("0 3 9", "1 2")]            // nothing is nobody
    public void Which_cells_hide(string counts, string hidden) => Assert.Equal(hidden, string.Join(' ', Suppression.Hidden(Numbers(counts)).Order()));

    [Theory]
    [InlineData("3 2", "少于5"), InlineData("3 7", "不显示"), InlineData("4 4", "不显示"), InlineData("1 1 9", "不显示"), InlineData("2", "少于5")]
    public void What_a_hidden_cell_reads(string hidden, string reads) => Assert.Equal(reads, Suppression.Cell(Numbers(hidden)));

    [Theory]
    [InlineData("1 1 1", true), InlineData("1 1", true), InlineData("1 0 1 0", true), InlineData("1", false), InlineData("1 2", false), InlineData("1 9", false), InlineData("0 0", false)]
    public void One_each_is_not_shown_by_groups_at_all(string counts, bool isOneEach) => Assert.Equal(isOneEach, Suppression.IsOneEach(Numbers(counts)));

    /// <summary>Whoever knows the total and the cells shown, and what each hidden cell reads, still has several values for every small cell.</summary>
    [Fact]
    public void The_total_minus_the_shown_never_tells_a_small_cell()
    {
        var random = new Random(20261101);
        for (var run = 0; run < 5000; run++)
        {
            var counts = Enumerable.Range(0, random.Next(2, 7)).Select(_ => (decimal)random.Next(0, 12)).ToList();
            var hidden = Suppression.Hidden(counts);
            if (hidden.Count == 0 || hidden.Count == counts.Count(c => c > 0) && hidden.Sum(i => counts[i]) == hidden.Count) continue;      // all ones: their total is small or all there is
            if (hidden.Count == 1) { Assert.Equal(1, counts.Count(c => c > 0)); continue; }                                                  // alone: the total is as small and hides itself
            var sum = hidden.Sum(i => counts[i]);
            var most = Suppression.Cell([.. hidden.Select(i => counts[i])]) == $"少于{Below}" ? Below - 1 : sum;
            foreach (var cell in hidden.Where(i => Suppression.IsSmall(counts[i])))
            {
                var least = Math.Max(1, sum - most * (hidden.Count - 1));
                var greatest = Math.Min(most, sum - (hidden.Count - 1));
                Assert.True(greatest > least, $"{string.Join(' ', counts)}: cell {cell} can only be {least}");
            }
        }
    }

    private static List<decimal> Numbers(string text) => [.. text.Split(' ').Select(decimal.Parse)];
}
