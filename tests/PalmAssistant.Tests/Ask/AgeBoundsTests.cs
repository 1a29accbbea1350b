using CsCheck;
using PalmAssistant.Ask;
using PalmAssistant.Language;

namespace PalmAssistant.Tests.Ask;

/// <summary>Ages as bounds on the birth date, checked against counting birthdays.</summary>
public class AgeBoundsTests
{
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 42_000].Select(d => new DateOnly(1915, 1, 1).AddDays(d));

    [Fact]
    public void A_bound_holds_for_exactly_those_of_that_age() =>
        Gen.Select(Days, Gen.Int[0, 20_000], Gen.Int[0, 110], Gen.Int[0, 20]).Sample((birth, later, years, more) =>
        {
            var today = birth.AddDays(later);
            var age = Age(birth, today);
            Assert.Equal(age >= years, In(Comparison.AtLeast, birth, today, years));
            Assert.Equal(age > years, In(Comparison.More, birth, today, years));
            Assert.Equal(age < years, In(Comparison.Less, birth, today, years));
            Assert.Equal(age <= years, In(Comparison.AtMost, birth, today, years));
            Assert.Equal(age == years, In(Comparison.Equal, birth, today, years));
            Assert.Equal(age >= years && age <= years + more, In(Comparison.Between, birth, today, years, years + more));
        });

    [Fact]
    public void Born_on_29_February_one_is_older_on_1_March()
    {
        Assert.False(In(Comparison.AtLeast, new(2004, 2, 29), new(2026, 2, 28), 22));
        Assert.True(In(Comparison.AtLeast, new(2004, 2, 29), new(2026, 3, 1), 22));
        Assert.True(In(Comparison.AtLeast, new(2004, 2, 29), new(2028, 2, 29), 24));
    }

    [Fact]
    public void Half_a_year_counts_in_months()
    {
        Assert.True(In(Comparison.Less, new(2026, 6, 1), new(2026, 11, 1), 0.5m));
        Assert.False(In(Comparison.Less, new(2026, 4, 1), new(2026, 11, 1), 0.5m));
    }

    [Theory]
    [InlineData("today", "2026-11-01")]
    [InlineData("today-1y", "2025-11-01")]
    [InlineData("today+3m", "2027-02-01")]
    [InlineData("today-10d", "2026-10-22")]
    [InlineData("month-1", "2026-10-01")]
    [InlineData("year+0", "2026-01-01")]
    public void Relative_dates_follow_the_clock(string text, string day) => Assert.Equal(DateOnly.Parse(day), RelativeDate.Resolve(text, new(2026, 11, 1)));

    private static bool In(Comparison op, DateOnly birth, DateOnly today, decimal first, decimal? second = null)
    {
        var (from, to) = AgeBounds.Of(op, first, second, today);
        return (from is null || birth >= from) && (to is null || birth <= to);
    }

    /// <summary>Full years by counting: a birthday is reached when month and day are.</summary>
    private static int Age(DateOnly birth, DateOnly today)
    {
        var years = today.Year - birth.Year;
        return (today.Month, today.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }
}
