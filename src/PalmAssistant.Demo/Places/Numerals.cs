namespace PalmAssistant.Demo.Places;

internal static class Numerals
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>1 to 99 as Chinese words: 十二, 二十.</summary>
    public static string Chinese(int n)
    {
        if (n < 10) return Digits[n].ToString();
        var tens = n / 10 == 1 ? "十" : $"{Digits[n / 10]}十";
        return n % 10 == 0 ? tens : tens + Digits[n % 10];
    }
}
