using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Search;

/// <summary>What kind of thing a question asks a rule for.</summary>
[Flags]
public enum Intent { None = 0, Amount = 1, Time = 2, Materials = 4, Place = 8, Eligible = 16, Stop = 32, Penalty = 64, BackPay = 128, Who = 256, Count = 512, Repeal = 1024, Meaning = 2048, Validity = 4096, Conditions = 8192, Handling = 16384, Limit = 32768, Notice = 65536 }

/// <summary>The words by which an intent shows in a question, and those by which a clause answers it.</summary>
internal static partial class Intents
{
    private static readonly (Intent Intent, Regex Question, Regex Clause)[] Known =
    [
        (Intent.Amount, AskAmount(), SayAmount()), (Intent.Time, AskTime(), SayTime()), (Intent.Materials, AskMaterials(), SayMaterials()), (Intent.Place, AskPlace(), SayPlace()),
        (Intent.Eligible, AskEligible(), SayEligible()), (Intent.Stop, AskStop(), SayStop()), (Intent.Penalty, AskPenalty(), SayPenalty()), (Intent.BackPay, AskBackPay(), SayBackPay()),
        (Intent.Who, AskWho(), SayWho()), (Intent.Count, AskCount(), SayCount()), (Intent.Repeal, AskRepeal(), SayRepeal()), (Intent.Meaning, AskMeaning(), SayMeaning()), (Intent.Validity, AskValidity(), SayValidity()),
        (Intent.Conditions, AskConditions(), SayConditions()), (Intent.Handling, AskHandling(), SayHandling()),
        (Intent.Limit, AskLimit(), SayLimit()), (Intent.Notice, AskNotice(), SayNotice()),
    ];

    public static Intent OfQuestion(string text)
    {
        var plain = RuleQuestions.Spelled(text);
        return Known.Where(k => k.Question.IsMatch(text) || k.Question.IsMatch(plain)).Aggregate(Intent.None, (all, k) => all | k.Intent);
    }

    public static Intent OfClause(string text) => Known.Where(k => k.Clause.IsMatch(text)).Aggregate(Intent.None, (all, k) => all | k.Intent);

    /// <summary>What a clause is about by its heading: 办理条件, 申请材料, 收费标准.</summary>
    public static Intent OfHeading(string heading) => Headed.Where(h => h.Heading.IsMatch(heading)).Aggregate(Intent.None, (all, h) => all | h.Intent);

    private static readonly (Intent Intent, Regex Heading)[] Headed =
    [
        (Intent.Conditions, HeadConditions()), (Intent.Materials, HeadMaterials()), (Intent.Place, HeadPlace()), (Intent.Handling | Intent.Time, HeadTime()), (Intent.Amount, HeadAmount()), (Intent.Penalty, HeadPenalty()),
    ];

    [GeneratedRegex("条件|对象|范围|资格|哪些人|什么人|谁可以|谁能")] private static partial Regex HeadConditions();
    [GeneratedRegex("材料|手续|要件|证件")] private static partial Regex HeadMaterials();
    [GeneratedRegex("地点|渠道|方式|程序|流程|去哪|哪里|怎么(?:申请|办)|到哪")] private static partial Regex HeadPlace();
    [GeneratedRegex("^(?!.*(?:施行|执行|有效|生效)).*(?:时限|期限|时间|多久|什么时候)")] private static partial Regex HeadTime();
    [GeneratedRegex("标准|金额|收费|费用|补贴额|多少钱|缴费多少|额度")] private static partial Regex HeadAmount();
    [GeneratedRegex("处罚|罚则|法律责任|违规")] private static partial Regex HeadPenalty();

    /// <summary>What tells clauses apart: nearly every clause names some time, number or possibility, few speak of stopping or of fines.</summary>
    public static float Weight(Intent intent) => intent switch { Intent.Time or Intent.Eligible or Intent.Count or Intent.Who => 0.5f, Intent.Amount or Intent.Validity => 0.8f, Intent.Limit or Intent.Notice => 0.6f, Intent.Place => 0.7f, _ => 1 };

    public static float Weights(Intent intents)
    {
        var sum = 0f;
        for (var bit = 1; bit <= (int)Intent.Notice; bit <<= 1) if ((intents & (Intent)bit) != 0) sum += Weight((Intent)bit);
        return sum;
    }

    [GeneratedRegex("最多|顶多|上限|封顶|至多|不能超过|最长|最高")] private static partial Regex AskLimit();
    [GeneratedRegex(@"不超过|不得超过|最高|最多|最长|封顶|上限|至多")] private static partial Regex SayLimit();
    [GeneratedRegex("(?:跟|向|给|找)[^，。？]{1,8}(?:说|讲|报告|告诉|反映|报)(?!销|名)|投诉|举报|监督电话|打哪个电话")] private static partial Regex AskNotice();
    [GeneratedRegex("告知|报告|反映|举报|投诉|申报|监督电话|热线")] private static partial Regex SayNotice();
    [GeneratedRegex("多少钱|几块|多少元|多少块|领多少|拿多少|给多少|补多少|发多少|交多少|罚多少|收多少|便宜多少|标准|金额|价格|收费|费用|花钱|要钱|加钱|奖金|补贴多少|补助多少|最高|上限|能领吗|有钱拿|救助多少|优惠|扶助|掏多少|(?:补贴|补助|钱|费|津贴|租金|奖励)(?:怎么|咋)算|有(?:什么)?(?:补贴|补助|津贴|奖励|奖金|钱)|比例|每平米|涨到|贺金|线是|贵不贵|每(?:顿|餐|次|台|人)")] private static partial Regex AskAmount();
    [GeneratedRegex(@"\d(?:\.\d+)?\s*(?:元|万元|%|倍)|[一二三四五六七八九十百千万]+元|免收|免费|全额|免予|不收取|不得收取|费用|标准(?:为|按|如下|分|是|执行)")] private static partial Regex SayAmount();
    [GeneratedRegex("几天|多久|多长时间|什么时候|啥时候|何时|期限|时限|最快|几个工作日|多少天|时间|哪天|几号|几月|几点|截止|工作日|来得及|马上|几年|几个月|最晚|最迟|还能(?:再)?(?:申请|办|领|补|报)")] private static partial Regex AskTime();
    [GeneratedRegex(@"\d+\s*(?:个)?(?:工作日|日|天|个?月|小时|年|分钟)(?:内|以内|前|至|到|起|。|，|；)?|\d+月\d+日|当场|立即|次月|当月|即时")] private static partial Regex SayTime();
    [GeneratedRegex("材料|带什么|带啥|准备啥|准备什么|什么证|哪些证|要件|手续|拿什么|交什么|提交什么|(?:怎么|如何|咋)(?:申请|申领|办理)|证(?:怎么|咋|如何)[办弄搞]|办.{0,10}(?:怎么|咋|如何)[弄整搞办]")] private static partial Regex AskMaterials();
    [GeneratedRegex("提交|(?<!虚假|虚报|伪造|弄虚作假)材料(?!骗取)|出示|身份证|户口簿|提供.{0,20}(?:证明|证|照片)|持(?:本人|有效)?(?:居民)?身份证|申请表|授权书")] private static partial Regex SayMaterials();
    [GeneratedRegex("去哪|在哪|到哪|找哪|哪里办|哪儿办|哪办|怎么办理|怎么申请|如何申请|流程|网上办|线上|哪个部门|找谁|窗口|渠道|能在.{0,6}(?:办|领)|外面办|在哪交|怎么交|手机|扫码|微信|咋申请|申请方式|证(?:怎么|咋|如何)[办弄搞]|办.{0,10}(?:怎么|咋|如何)[弄整搞办]")] private static partial Regex AskPlace();
    [GeneratedRegex("(?:向|到).{2,30}(?:申请|提出|办理|窗口|受理)|可以(?:通过|到|向|在|就近)|小程序|(?<!不再|不予|逾期不)受理(?!其)|服务站|窗口|通办|代办|自助|平台兑现|无须申请|免申即享|提交下列|委托.{0,20}申请")] private static partial Regex SayPlace();
    [GeneratedRegex("能不能|能否|可不可以|可以.{0,12}[吗不]|能.{0,20}[吗不]|行不行|行吗|有没有|算不算|符合|资格|享受|是不是|还要|要不要|给不给|还给|还发|有.{0,10}(?:吗|没有)|有补助|限制|让不让|允许|合规|算.{0,8}收入|要.{0,10}吗|不$")] private static partial Regex AskEligible();
    [GeneratedRegex("可以|不得|不予|享受|禁止|严禁|应当(?:具有|持有|同时)|条件|不受|不再|具有|符合|属于|照常|有权|不计入|不影响|限养|面向|继续")] private static partial Regex SayEligible();
    [GeneratedRegex("条件|对象|范围|资格|什么样的|啥样的|哪些人|什么人|谁能|谁可以|哪几类|情形|情况|证(?:怎么|咋|如何)[办弄搞]|办.{0,10}证.{0,6}(?:怎么|咋|如何)[弄整搞办]")] private static partial Regex AskConditions();
    [GeneratedRegex("(?:下列|以下)(?:条件|情形|人员)|条件之一|可以(?:申请|享受|申领)|面向|是指|具有.{0,20}的|年满|包括")] private static partial Regex SayConditions();
    [GeneratedRegex("停|取消|终止|退出|不发了|注销|收回|清退")] private static partial Regex AskStop();
    [GeneratedRegex("停发|停止|终止|注销|退出|取消|次月起|腾退|渐退|中止|停用|收回")] private static partial Regex SayStop();
    [GeneratedRegex("罚|处罚|后果|会怎样|会怎么样|追究|违反|违规|算违法|咋处理")] private static partial Regex AskPenalty();
    [GeneratedRegex("罚款|责令|处以|警告|没收|追缴|追回|中止|失信|处罚|通报|约谈|不得评|依法处理")] private static partial Regex SayPenalty();
    [GeneratedRegex("补发|补回|前面的|之前的|以前的|追补|补齐|还能补|补领")] private static partial Regex AskBackPay();
    [GeneratedRegex("补发|补齐|补领|补缴")] private static partial Regex SayBackPay();
    [GeneratedRegex("谁批|谁管|找谁|谁来|由谁|哪个部门|谁负责|谁出|谁审|谁采|谁查")] private static partial Regex AskWho();
    [GeneratedRegex("由.{2,20}(?:负责|审批|办理|组织|解释|审核|确定|出具|批准|解决)|负责|责任人|主管部门|公安机关|办事处")] private static partial Regex SayWho();
    [GeneratedRegex("几个|几次|几张|多少户|多少分|几分|几户|几条|几只|多少张|多少次|几遍|多久查|哪些|哪几|哪九|几类|多少积分|几个月")] private static partial Regex AskCount();
    [GeneratedRegex(@"\d+\s*(?:次|张|户|分|个|只|具|套|类|遍|人|名|餐|台)|[一二两三四五六七八九十]+(?:次|张|类|户|只|套)|分之|（一）|\n")] private static partial Regex SayCount();
    [GeneratedRegex("废止|作废|取代|替代|还有效|失效|哪个文件")] private static partial Regex AskRepeal();
    [GeneratedRegex("废止|停止执行|失效")] private static partial Regex SayRepeal();
    [GeneratedRegex("是指|什么意思|是什么意思|啥意思|定义|是啥|哪九类|包括哪些|包含|什么是|叫")] private static partial Regex AskMeaning();
    [GeneratedRegex("是指|所称|包括|统称|以下简称")] private static partial Regex SayMeaning();
    [GeneratedRegex("有效期|过期|多久有效|有效多久|何时施行|什么时候施行|什么时候开始执行|执行到")] private static partial Regex AskValidity();
    [GeneratedRegex("有效期|有效|施行|到期")] private static partial Regex SayValidity();
    [GeneratedRegex("(?:多久|几天|多少天|多长时间|几个?工作日|最快|什么时候|啥时候).{0,6}(?:办好|办下来|办完|办结|批下来|批完|审完|下来|拿到|能办|审批|办理|出结果|到手)|办理时限|审批时限|办.{0,8}(?:多久|几天|多少天|多长时间)")] private static partial Regex AskHandling();
    [GeneratedRegex(@"(?:工作日|日|天|小时|月)(?:之?内|以内)?[^。；]{0,24}(?:办结|完成|审核|审查|确认|核实|审定|制发|审批|初审|复核|答复|决定|发放|拨付)|办结|当场受理|当场办")] private static partial Regex SayHandling();
}
