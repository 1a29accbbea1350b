using System.Text.RegularExpressions;
using PalmAssistant.Conversation;

namespace PalmAssistant.Ask;

/// <summary>“领取导出”, “撤回导出申请”, “作废刚才的导出”: what follows a request or a link.</summary>
public sealed partial class ExportErrands(ExportGate gate) : IDialog
{
    public string Name => "export-errands";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0) return null;
        var said = Plain.Of(turn.Text);
        if (CollectWords().IsMatch(said)) return await gate.Collect(turn, ct);
        if (WithdrawWords().IsMatch(said)) return await gate.Withdraw(turn, ct);
        return RevokeWords().IsMatch(said) ? await gate.Revoke(turn, ct) : null;
    }

    [GeneratedRegex("^(领取|下载|拿)(一下)?(批准的|同意的|批好的)?(导出|导出文件|导出的文件|文件)$")]
    private static partial Regex CollectWords();

    [GeneratedRegex("^(撤回|取消|撤销|收回)(我的|刚才的)?导出申请$")]
    private static partial Regex WithdrawWords();

    [GeneratedRegex("^(作废|撤回|撤销|收回|关掉|删掉|删除)(我的|刚才|刚才的)?(导出|导出链接|导出的文件|导出文件|下载链接)$")]
    private static partial Regex RevokeWords();
}
