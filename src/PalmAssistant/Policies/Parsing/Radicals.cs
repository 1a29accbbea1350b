namespace PalmAssistant.Policies.Parsing;

/// <summary>
/// Browsers print some characters as radicals that look the same (⽼ U+2F3C for 老): they are no text one can search or quote.
/// The blocks Kangxi Radicals (U+2F00) and CJK Radicals Supplement (U+2E80) go back to unified ideographs, in their simplified form.
/// </summary>
internal static class Radicals
{
    private const string Kangxi = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
    private const string Supplement = "⺀厂⺂⺃乙⺅⺆几刀⺉卜⺋小小兀⺏⺐⺑巳幺⺔彐⺖心⺘攵⺚⺛日月歹母民⺡⺢⺣爪⺥⺦牛⺨王疋目示⺭竹糸⺰网⺲网网网羊羊羊老聿聿月臼⺾⺿⻀虎⻂西西见角角⻈贝足车⻌⻍⻎⻏⻐长长长门阜⻖雨青韦页风飞食⻞⻟⻠首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟⻴⻵⻶⻷⻸⻹⻺⻻⻼⻽⻾⻿";

    public static string Unify(string text) => text.Any(IsRadical) ? string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < source.Length; i++) span[i] = Unify(source[i]);
    }) : text;

    private static bool IsRadical(char c) => c is >= '\u2E80' and < '\u2FD6';

    private static char Unify(char c) => c switch
    {
        >= '\u2F00' and < '\u2FD6' => Kangxi[c - '\u2F00'],
        >= '\u2E80' and < '\u2F00' => Supplement[c - '\u2E80'],
        _ => c,
    };
}
