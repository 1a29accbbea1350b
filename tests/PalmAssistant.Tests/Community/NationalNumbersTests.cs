using CsCheck;
using PalmAssistant.Community;

namespace PalmAssistant.Tests.Community;

public class NationalNumbersTests
{
    private static readonly Gen<string> First17 =
        Gen.Select(Gen.Int[110000, 659999], Gen.Date[new DateTime(1900, 1, 1), new DateTime(2026, 12, 31)], Gen.Int[0, 999],
            (county, birth, order) => $"{county}{birth:yyyyMMdd}{order:000}");

    private static readonly Gen<string> IdText = First17.Select(t => t + IdNumber.CheckCharacter(t));

    private static readonly Gen<string> CreditText =
        Gen.Char["0123456789ABCDEFGHJKLMNPQRTUWXY"].Array[9]
            .Select(Gen.Int[110000, 659999], (body, county) => $"91{county}{new string(body)}")
            .Select(t => t + CreditCode.CheckCharacter(t));

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", "女")]   // the examples of GB 11643-1999
    [InlineData("440524188001010014", "1880-01-01", "男")]
    public void The_standards_own_identity_numbers_are_valid(string text, string birth, string sex)
    {
        Assert.True(IdNumber.TryParse(text, out var id));
        Assert.Equal(DateOnly.Parse(birth), id.BirthDate);
        Assert.Equal(sex, id.Sex);
        Assert.Equal(text[..6], id.County);
    }

    [Theory]
    [InlineData("110105491231002", "11010519491231002X")]
    [InlineData("440524800101998", "440524188001019981")]   // sequences 996-999: born before 1900
    public void An_old_number_of_15_digits_is_brought_to_18(string old, string now)
    {
        Assert.True(IdNumber.TryParse(old, out var id));
        Assert.Equal(now[..17], id.Value[..17]);
        Assert.True(IdNumber.HasRightCheck(id.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("110105194912310021")]        // wrong check character
    [InlineData("11010519491231002x")]        // not the canonical form
    [InlineData("1101051949123100２X")]        // full width
    [InlineData("11010519490230002X")]        // 30 February
    [InlineData("110105490230002")]
    [InlineData("11010519491231002X ")]
    public void What_is_not_an_identity_number_is_refused(string? text) => Assert.False(IdNumber.TryParse(text, out _));

    [Fact]
    public void A_right_check_character_does_not_make_an_impossible_date_valid()
    {
        var text = "11010519490230002";
        text += IdNumber.CheckCharacter(text);
        Assert.True(IdNumber.HasRightCheck(text));
        Assert.False(IdNumber.TryParse(text, out _));
    }

    [Fact]
    public void Every_single_wrong_character_of_an_identity_number_is_noticed() =>
        Gen.Select(IdText, Gen.Int[0, 17], Gen.Char["0123456789X"]).Sample((text, at, other) =>
        {
            var broken = Replace(text, at, other);
            return IdNumber.TryParse(text, out _) && (broken == text || !IdNumber.TryParse(broken, out _));
        });

    [Fact]
    public void Two_neighbours_swapped_in_an_identity_number_are_noticed() =>
        Gen.Select(IdText, Gen.Int[0, 16]).Sample((text, at) =>
        {
            var broken = Replace(Replace(text, at, text[at + 1]), at + 1, text[at]);
            return broken == text || !IdNumber.TryParse(broken, out _);
        });

    [Fact]
    public void Fifteen_digits_say_the_same_as_the_eighteen_they_become() =>
        IdText.Where(t => t[6] == '1' && string.CompareOrdinal(t, 14, "996", 0, 3) < 0).Sample(text =>
            IdNumber.TryParse(text[..6] + text[8..17], out var id) && id.Value == text);

    [Theory]
    [InlineData("91330100799655058B")]
    [InlineData("9144030071526726XG")]
    [InlineData("914403001922038216")]
    [InlineData("12100000400010275N")]
    public void Published_credit_codes_are_valid(string text)
    {
        Assert.True(CreditCode.TryParse(text, out var code));
        Assert.Equal(text.Substring(2, 6), code.County);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("91330100799655058A")]
    [InlineData("91330100799655058b")]
    [InlineData("9133010079965505BO")]        // O is not in the alphabet
    [InlineData("91330100799655058")]
    public void What_is_not_a_credit_code_is_refused(string? text) => Assert.False(CreditCode.TryParse(text, out _));

    [Fact]
    public void Every_single_wrong_character_of_a_credit_code_is_noticed() =>
        Gen.Select(CreditText, Gen.Int[0, 17], Gen.Char["0123456789ABCDEFGHJKLMNPQRTUWXY"]).Sample((text, at, other) =>
        {
            var broken = Replace(text, at, other);
            return CreditCode.TryParse(text, out _) && (broken == text || !CreditCode.TryParse(broken, out _));
        });

    [Fact]
    public void A_disability_card_says_whose_what_and_how_severe()
    {
        Assert.True(DisabilityCard.TryParse("11010519491231002X42", out var card));
        Assert.Equal(("11010519491231002X", "肢体", "二级", true), (card.Holder.Value, card.Category, card.Level, card.IsSevere));
        Assert.Equal("11010519491231002X42", card.ToString());
    }

    [Theory]
    [InlineData("11010519491231002142")]      // the identity number fails its check
    [InlineData("11010519491231002X82")]      // no category 8
    [InlineData("11010519491231002X45")]      // no level 5
    [InlineData("11010519491231002X4")]
    public void What_is_not_a_disability_card_is_refused(string text) => Assert.False(DisabilityCard.TryParse(text, out _));

    [Fact]
    public void A_disability_card_survives_being_written_and_read() =>
        Gen.Select(IdText, Gen.Int[1, 7], Gen.Int[1, 4]).Sample((text, category, level) =>
            IdNumber.TryParse(text, out var id)
            && DisabilityCard.TryParse(DisabilityCard.Of(id, category, level).ToString(), out var card)
            && card == DisabilityCard.Of(id, category, level));

    private static string Replace(string text, int at, char c) => string.Concat(text.AsSpan(0, at), c.ToString(), text.AsSpan(at + 1));
}
