using System.Text.RegularExpressions;

namespace PalmAssistant.Policies;

/// <summary>
/// Which of two worlds a message asks about. A figure or a list of the register ("独居老人有多少", "按社区统计", "名单") is data;
/// a rule, an amount, a condition, a procedure, materials, a deadline ("高龄津贴多少钱", "要什么材料", "能不能领") is policy.
/// Reads the words alone; where both show, the register wins only when it counts people, homes or firms and no rule word stands beside.
/// </summary>
public static partial class RuleQuestions
{
    public static bool Looks(string text) => text.Length >= 3 && !AsksRegister(text) && Spelled(text) is var plain && (Rule().IsMatch(plain) || Permission().IsMatch(plain));

    /// <summary>啥, 咋 and 哪儿 as they are written in papers.</summary>
    internal static string Spelled(string text) => text.Replace("咋", "怎么", StringComparison.Ordinal).Replace("啥", "什么", StringComparison.Ordinal).Replace("哪儿", "哪里", StringComparison.Ordinal);

    /// <summary>Asks something that is not plainly a rule (几点到几点, 坏了谁修, 早饭有吗): a rule only where a document speaks of just that.</summary>
    public static bool MayBe(string text) => text.Length >= 3 && Asking().IsMatch(text);

    [GeneratedRegex("不[？?]?$|没[？?]?$|吗|么|呢|什么|啥|怎么|咋|如何|几[点期个次天年月类种号岁块元张折户级等]|谁|哪|还[让要能给发有]|多[少久大高长远重]|有没有|是否|违规|合规")] private static partial Regex Asking();

    /// <summary>那外区户口的呢, 要什么材料, 依据哪一条: means nothing alone, goes on about the last policy.</summary>
    public static bool GoesOn(string text) => text.Length <= 20 && !AsksRegister(text) && (FollowUp().IsMatch(Spelled(text)) || AsksSource(text));

    public static bool AsksSource(string text) => Source().IsMatch(text);

    /// <summary>Can only be meant as a question about rules, whether or not a document answers it.</summary>
    public static bool SurelyRule(string text) => !Register().IsMatch(text) && (StrongRule().IsMatch(text) || Permission().IsMatch(Spelled(text)) || SurelyMoney().IsMatch(text));

    public static bool AsksRegister(string text) => Register().IsMatch(text) && !StrongRule().IsMatch(text);

    [GeneratedRegex(@"有多少(?:人|户|个|家|套|位|名|间|栋|处|条|只|辆|$|？|\?|老|居|党|志|低|残|独|退|流|企|商|场|女|男|未|房|空|孩|学)|多少(?:人|位|名|家|套|间|栋|户(?!同意|以上|才|参加|表决))|有几(?:个|位|人|名|户|家|套|栋|间|处)|率(?:是|有)?(?:多少|多高)|[^，]{0,12}(?:人员|人口|居民|老人|党员|企业|房屋|房子)(?:有|是)?(?:多少|几)(?:个|人|位|户|家|套)?[？?]?$|几(?:位|家|套|栋|户(?!同意|以上|才)|个(?:人|老人|党员|小区|社区|居民|企业|孩子))|名单|花名册|统计|按.{1,8}分(?!摊|档|段|类计)|分布|占比|列出|列一下|排名|前[一二三四五六七八九十\d]+(?:名|个)|最多的|人数|户数|总数|新增了|导出|平均年龄|数一数|数量|都有谁|有哪些人|住着谁|是谁|电话是多少|身份证号|住在哪|住几号|占.{0,10}比|占多|哪个(?:社区|街道|小区|网格|楼)|哪些(?:社区|街道|小区|网格)|是哪[个位]|有谁|有没有[^吗么补奖费钱待遇政策规定]{1,14}的[？?]?$|没领.{0,10}的.{0,6}(?:有|老人|人)|^[^吗呢么多几怎咋何啥什哪能标准条]{2,30}(?:老人|居民|人员|的人|住户|党员|企业|儿童|妇女|个体户|房子)[。？?]?$|(?:我们|咱们?|本|全)(?:社区|街道|区|小区).{0,12}有(?:没有)?.{0,8}(?:多少|几个|几位)")] private static partial Regex Register();

    /// <summary>比最低的高多少: of figures just given, whatever documents say of 最低.</summary>
    public static bool ComparesFigures(string text) => Comparison().IsMatch(text);

    [GeneratedRegex("^(?:那|它|这个)?(?:比|跟|和|与).{1,12}(?:高|低|多|少|大|小|差|贵|增加|减少)(?:了|出)?(?:多少|几)(?!钱|元|块)")] private static partial Regex Comparison();

    [GeneratedRegex("工本费|床位费|手续费|收多少|减免|补贴多少|免费|贷多少|预约")] private static partial Regex SurelyMoney();

    [GeneratedRegex("标准|条件|规定|政策|依据|材料|怎么申请|如何申请|怎么办理|罚|同意|多少钱|能不能|可不可以|可以.{0,10}吗|期限|几天|多久|工作日|有效期|补发|停发|文件|第.{1,4}条")] private static partial Regex StrongRule();

    [GeneratedRegex("多少钱|几块钱|多少元|多少块|领多少|拿多少|给多少|补多少|发多少|交多少|罚多少|收多少|便宜多少|涨到|标准|金额|补贴|补助|津贴|奖励|奖金|救助|扶助|减免|免费|优惠|收费|费用|罚|贴息|报销|条件|对象是|资格|符合|材料|手续|证件|(?:带|交|拿|要|需要|提供|准备|有)什么(?!时候|人)|还让|流程|怎么办|咋办|咋弄|怎么弄|怎么处理|咋处理|如何办|怎么申请|如何申请|申请|办理|审批|谁批|谁管|找谁|谁来|去哪|到哪|哪里办|几天|多久|多长时间|多少天|什么时候|啥时候|何时|期限|截止|工作日|有效期|施行|废止|规定|办法|政策|文件|条例|依据|第.{1,4}条|能领|能办|能报|能享受|停发|补发|续|年审|认证|合规|违规|违法|处罚|多少分|几分|积分|几次|几张|几个灭火器|要求|上限|最高|最低|系数|贴息比例|多少户同意|哪几类|哪九类|会怎样|还给|还发|还要|算不算|折价|怎么算|合格|预约|工本费|押金|限制|核定|口径|上报|报告|更新|复核|来采|赔|同意|每(?:人|月|年|户|平米|次|台|小时|天).{0,10}多少|(?:线|价|费|额)(?:今年|现在)?是多少|准入|马上|要.{0,6}吗|有.{0,6}(?:钱|待遇|好处).{0,4}吗|出钱|掏|给多少|能给")] private static partial Regex Rule();

    [GeneratedRegex(@"(?:能不能|能否|可不可以|可以不可以|行不行|让不让|准不准|允不允许|是不是|算不算|要不要|有没有.{0,8}(?:补|奖|费|钱|待遇)|(?<deed>[发给补交罚停管收退领让用办扣涨续批赔])不\k<deed>|必须|可以.{1,20}[吗不么]|能.{1,20}[吗不么呢]|行吗|可以吗)[？?]?")] private static partial Regex Permission();

    [GeneratedRegex("^那|呢[？?]?$|^(?:需?要|带|准备|交)(?:什么|啥|哪些)(?:材料|手续|证件)|^(?:去哪|到哪|在哪|找谁|哪里)|^(?:多久|几天|多长时间|什么时候)|^(?:怎么|如何)(?:申请|办|弄|领)|^(?:标准|条件|多少钱|补贴多少|能领多少|流程|期限|材料)|^(?:为什么|为啥|凭什么)")] private static partial Regex FollowUp();

    [GeneratedRegex("依据(?:哪|是|什么)|哪一条|哪条规定|第几条|什么文件|哪个文件(?:规定|说)|原文|出处")] private static partial Regex Source();
}
