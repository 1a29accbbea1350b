using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Dialog;

/// <summary>What was typed in an IM without what carries nothing: an interjection before it, a particle behind it. Pure.</summary>
internal static partial class Spoken
{
    public static string Bare(string text)
    {
        var bare = Particle().Replace(text.Trim(), "");
        return Interjection().Replace(bare, "") is { Length: >= 1 } said ? said : bare;
    }

    /// <summary>Blanks between words are pauses: 充电桩12 飞线3户 is 充电桩12，飞线3户. A blank before a number is none.</summary>
    public static string Parted(string text) => Pause().Replace(text.Trim(), "，");

    [GeneratedRegex(@"^(?:(?:哦|噢|嗯+|呃|哎呀?|诶|欸|喂|对了|哦对|嗯对|话说|那个|师傅|老师|您好|你好)(?:[，,。、\s]+|(?=再|加|把|还)))+(?=\S{2,})")] private static partial Regex Interjection();
    [GeneratedRegex(@"(?<=\S{2,})[啊呀哈哦噢喔呗嘞啦哇嗷~～]+[。.!！]*$")] private static partial Regex Particle();
    [GeneratedRegex(@"(?<=[\u4e00-\u9fff\d）)”》])\s+(?=[\u4e00-\u9fff“《])")] private static partial Regex Pause();
}
