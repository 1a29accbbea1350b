using PalmAssistant.Language;

namespace PalmAssistant.Tests.Language;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("一百二", 120)]
    [InlineData("一百零二", 102)]
    [InlineData("两千", 2000)]
    [InlineData("1万5", 15000)]
    [InlineData("二零二四", 2024)]
    [InlineData("1,000", 1000)]
    [InlineData("三万零五十", 30050)]
    public void Numbers_as_people_write_them(string said, int means) => Assert.Equal(means, Numbers.Whole(said));

    [Theory]
    [InlineData("万零")]
    [InlineData("一百零")]
    [InlineData("十零零")]
    [InlineData("三四")]
    public void What_is_no_number_is_none(string said) => Assert.Null(Numbers.Parse(said));

    [Fact]
    public void Any_run_of_number_signs_is_a_number_or_none() =>
        CsCheck.Check.Sample(CsCheck.Gen.String[CsCheck.Gen.Char["零一二两三九十百千万亿俩仨0123456789.,"], 0, 20], said => { _ = Numbers.Parse(said); });
}
