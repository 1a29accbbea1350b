using PalmAssistant.Imports.Cleaning;

namespace PalmAssistant.Tests.Imports;

public class DateCellTests
{
    [Theory]
    [InlineData("2024-3-5", "2024-03-05")]
    [InlineData("2024/03/05", "2024-03-05")]
    [InlineData("2024.3.5", "2024-03-05")]
    [InlineData("2024年3月5日", "2024-03-05")]
    [InlineData("20240305", "2024-03-05")]
    [InlineData("２０２４－０３－０５", "2024-03-05")]
    [InlineData(" 2024-03-05 ", "2024-03-05")]
    [InlineData("2024-03-05 08:30:00", "2024-03-05")]
    [InlineData("2024-03-05T08:30:00Z", "2024-03-05")]
    [InlineData("45356", "2024-03-05")]                 // Excel serial, 1900 date system
    [InlineData("45356.354", "2024-03-05")]
    [InlineData("34634", "1994-10-27")]
    [InlineData("10959", "1930-01-01")]
    [InlineData("7306", "1920-01-01")]                  // a centenarian's birth date as a serial
    [InlineData("2024.3", "2024-03-01")]
    [InlineData("2024年3月", "2024-03-01")]
    [InlineData("202403", "2024-03-01")]
    [InlineData("2024-02-29", "2024-02-29")]
    public void A_date_is_read_in_every_spelling(string text, string expected)
    {
        Assert.True(DateCell.TryDate(text, out var date));
        Assert.Equal(expected, date.ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData("1989-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("20241301")]
    [InlineData("2024-00-05")]
    [InlineData("2024")]
    [InlineData("不详")]
    [InlineData("2024-3-5至今")]
    [InlineData("1700-01-01")]
    [InlineData("123456789")]
    [InlineData("-")]
    public void An_impossible_date_is_no_date(string text) => Assert.False(DateCell.TryDate(text, out _));

    [Theory]
    [InlineData("2026-05")]
    [InlineData("2026.5")]
    [InlineData("2026年5月")]
    [InlineData("202605")]
    [InlineData("2026/05/17")]
    public void A_month_is_its_first_day(string text)
    {
        Assert.True(DateCell.TryMonth(text, out var month));
        Assert.Equal(new DateOnly(2026, 5, 1), month);
    }

    [Theory]
    [InlineData("2026")]
    [InlineData("2026年")]
    [InlineData("2026年度")]
    public void A_year_may_carry_its_word(string text)
    {
        Assert.True(DateCell.TryYear(text, out var year));
        Assert.Equal(2026, year);
    }
}
