using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Corrections;
using PalmAssistant.Policies;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Tasks;

namespace PalmAssistant;

/// <summary>What the bot can do, on one page. A turn is offered in this order, an unfinished dialog first; the first that answers has it.</summary>
public static class Assistant
{
    public static readonly IReadOnlyList<Type> Dialogs =
    [
        typeof(StartOver),      // 重新开始
        typeof(AskHelp),        // 能问什么, 有哪些标签
        typeof(HelpDialog),     // 帮助, 你好
        typeof(ApprovalDialog), // 待我审批的, 同意第1个, 撤回刚才那个
        typeof(ExportErrands),  // 领取导出, 撤回导出申请, 作废刚才的导出
        typeof(TodaysWork),     // 今天有啥要办的, 我的待办
        typeof(ReportDialog),   // 做个表：…, 有啥要我填的, 报上去, 谁还没报
        typeof(CorrectionDialog), // 张三搬走了, 501换人了, 他电话改成…
        typeof(FreshnessDialog), // 张三多久没更新了, 哪些户一年没走访了, 今天该跑哪几户, 第2户还是这样
        typeof(WhoLookedUp),    // 谁查过张三
        typeof(SourcesCompared), // 独居老人为啥跟民政那边的数对不上
        typeof(LeadersBriefing), // 给我个简报，三百字; 第3个数哪来的
        typeof(AboutTheFigure), // 这几个数是哪天的, 怎么算的
        typeof(DrawChart),      // 各社区独居老人画个柱状图, 画个人口金字塔
        typeof(PortraitDialog), // 咱社区画个像, 3号楼2单元501这家啥情况, 张三家都有谁
        typeof(AuditTrail),     // 谁导出过这份名单, 我的查询记录
        typeof(ExportList),     // 导出来
        typeof(RevealNumbers),  // 看完整的身份证号
        typeof(CurateDialog),   // a file from a curator, 待发布的有哪些, 把…标成废止
        typeof(PolicyDialog),   // 高龄津贴多少钱: rules, not figures of the register
        typeof(AskData),        // 80岁以上独居老人有多少, 列出名单
    ];
}
