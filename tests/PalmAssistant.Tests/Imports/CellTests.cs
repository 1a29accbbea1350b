using CsCheck;
using PalmAssistant.Imports.Cleaning;

namespace PalmAssistant.Tests.Imports;

public class CellTests
{
    private const string Valid = "11010519491231002X";   // the example of GB 11643-1999

    [Theory]
    [InlineData("11010519491231002X", Repair.None)]
    [InlineData("11010519491231002x", Repair.LowerCase)]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", Repair.FullWidth)]
    [InlineData("110105 19491231 002X", Repair.Spaces)]
    [InlineData("11010519491231002X ", Repair.Spaces)]
    [InlineData("'11010519491231002X", Repair.Quote)]
    [InlineData("'１１０１０５ 19491231002x", Repair.Quote | Repair.FullWidth | Repair.Spaces | Repair.LowerCase)]
    [InlineData("110105491231002", Repair.FifteenDigits)]
    public void An_identity_number_is_repaired_and_the_repair_is_named(string cell, Repair expected)
    {
        var canonical = IdCell.Normalise(cell, out var repair);
        var key = IdCell.Key(canonical, ref repair);
        Assert.Equal(11010519491231002, key);
        Assert.Equal(Valid, IdCell.Text(key!.Value));
        Assert.Equal(expected, repair);
    }

    [Theory]
    [InlineData("110105194912310021")]    // check character
    [InlineData("110105194913310029")]    // 31 of a 13th month
    [InlineData("1101051949123100")]
    [InlineData("")]
    [InlineData("无")]
    public void A_number_that_fails_is_no_key(string cell)
    {
        var canonical = IdCell.Normalise(cell, out var repair);
        Assert.Null(IdCell.Key(canonical, ref repair));
    }

    [Fact]
    public void A_birth_certificate_has_a_key_of_its_own()
    {
        var repair = Repair.None;
        Assert.Equal(-18_370_000_143, IdCell.CertificateKey("R370000143"));
        Assert.NotEqual(IdCell.CertificateKey("S370000143"), IdCell.CertificateKey("R370000143"));
        Assert.Null(IdCell.CertificateKey("370000143"));
        Assert.Null(IdCell.CertificateKey("RR70000143"));
        Assert.Null(IdCell.Key("R370000143", ref repair));
    }

    [Theory]
    [InlineData("1,234.50", 1234.5)]
    [InlineData("364", 364)]
    [InlineData("￥１２元", 12)]
    [InlineData("47.9㎡", 47.9)]
    public void An_amount_may_carry_its_unit(string cell, double expected)
    {
        Assert.True(NumberCell.TryAmount(cell, out var amount));
        Assert.Equal((decimal)expected, amount);
    }

    [Theory]
    [InlineData("三百")]
    [InlineData("约200")]
    [InlineData("--")]
    [InlineData("9999999999999")]
    public void A_word_is_no_amount(string cell) => Assert.False(NumberCell.TryAmount(cell, out _));

    [Theory]
    [InlineData("14314012475", "14314012475")]
    [InlineData(" 143 1401 2475", "14314012475")]
    [InlineData("143-1401-2475", "14314012475")]
    [InlineData("+8614314012475", "14314012475")]
    [InlineData("14314012475.0", "14314012475")]
    [InlineData("０５３２－85012345", "0532－85012345")]
    public void A_phone_keeps_its_digits(string cell, string expected) => Assert.Equal(expected, NumberCell.Phone(cell));

    [Theory]
    [InlineData(" 张 三\u3000", "张三")]
    [InlineData("'张三", "张三")]
    [InlineData("买买提·艾力", "买买提·艾力")]
    public void A_name_has_no_blanks(string cell, string expected) => Assert.Equal(expected, Words.Compact(cell));

    [Fact]
    public void No_text_makes_a_rule_throw() =>
        Gen.String.Sample(text =>
        {
            var canonical = IdCell.Normalise(text, out var repair);
            IdCell.Key(canonical, ref repair);
            IdCell.CertificateKey(canonical);
            DateCell.TryDate(text, out _);
            DateCell.TryMonth(text, out _);
            DateCell.TryYear(text, out _);
            NumberCell.TryAmount(text, out _);
            NumberCell.TryInteger(text, out _);
            NumberCell.Phone(text);
            Words.Compact(text);
            Words.Header(text);
        });
}
