namespace PalmAssistant.Conversation;

/// <summary>What was said without the punctuation and politeness around it: "请重新开始！" is "重新开始".</summary>
public static class Plain
{
    private static readonly char[] Around = [.. " 　\t\r\n。.，,！!？?~～、；;：:"];
    private static readonly string[] Before = ["请你", "请您", "请", "麻烦你", "麻烦您", "麻烦", "帮我"];
    private static readonly string[] After = ["谢谢", "吧", "一下", "啊", "呀", "哦", "了", "呢"];

    public static string Of(string text)
    {
        var plain = text.Trim(Around);
        foreach (var word in Before) if (plain.Length > word.Length && plain.StartsWith(word, StringComparison.Ordinal)) { plain = plain[word.Length..].Trim(Around); break; }
        foreach (var word in After) if (plain.Length > word.Length && plain.EndsWith(word, StringComparison.Ordinal)) { plain = plain[..^word.Length].Trim(Around); break; }
        return plain;
    }
}
