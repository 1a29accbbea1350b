using System.Globalization;
using System.Text;

namespace PalmAssistant.Bench;

/// <param name="Basis">title and label of the clause that answers</param>
internal sealed record MadeQuestion(string Text, string Basis);

/// <summary>Policy documents of an imaginary province: each has its own subject (a place, a group of people, a benefit), about 30 articles, and questions whose article is known.</summary>
internal sealed class MadePolicies(int count)
{
    private static readonly string[] Places = ["青禾", "云湾", "澜州", "北塘", "石桥", "柳林", "双河", "白沙", "长亭", "丰乐", "临溪", "望海", "高桥", "东坪", "安和", "永宁", "新丰", "金田", "平湖", "桃源"];
    private static readonly string[] People = ["高龄老年人", "失能老年人", "残疾儿童", "孤独症儿童", "退役军人", "返乡农民工", "高校毕业生", "个体工商户", "新生儿家庭", "困难职工", "消防志愿者", "环卫工人", "网约配送员", "社区工作者", "独生子女父母", "随迁子女", "非遗传承人", "渔业船员", "养蜂农户", "乡村医生", "特困人员", "单亲家庭", "烈士遗属", "见义勇为人员", "公租房住户", "出租车司机", "家政服务员", "养老护理员", "托育机构", "小微企业"];
    private static readonly string[] Benefits = ["生活补贴", "护理补贴", "交通补贴", "取暖补贴", "培训补贴", "租房补贴", "就餐补贴", "医疗救助", "临时救助", "一次性奖励", "创业扶持", "贷款贴息", "社保补贴", "探访关爱", "体检服务", "辅具租赁", "岗位津贴", "安居补助", "助学金", "意外保险", "疗休养", "心理服务", "法律援助", "技能提升", "设备更新", "数据登记", "信用积分", "年度认证", "应急安置", "适配改造", "防暑降温", "节日慰问", "子女托管"];
    private static readonly string[] Filler =
    [
        "{0}应当坚持公开、公平、公正的原则，接受社会监督，有关部门按照职责分工做好{1}的组织实施工作。", "各镇街应当建立{1}工作台账，对{0}的基本信息实行动态管理，做到底数清、情况明。",
        "承办机构应当自受理{0}的申请之日起，通过信息共享、入户走访等方式核实有关情况，形成核实意见。", "对{1}工作中弄虚作假、优亲厚友的单位和个人，由主管部门责令改正，情节严重的依法处理。",
        "{1}所需资金纳入年度预算，专款专用，不得截留、挤占、挪用，并接受审计监督。", "县级人民政府可以根据本地实际，对{0}{1}作出高于本办法的规定，并报上一级主管部门备案。",
        "{0}可以委托近亲属或者所在社区工作人员代为办理{1}手续，代办人应当出示双方有效证件。", "主管部门应当每半年组织一次{1}情况抽查，抽查比例不低于百分之十，结果向社会公布。",
        "因不可抗力未能按期办理{1}的，{0}可以在障碍消除后十五日内申请顺延，由承办机构核准。", "鼓励社会力量参与{1}，支持慈善组织、志愿服务组织为{0}提供关爱服务。",
    ];

    private static (string Place, string People, string Benefit) Subject(int i) => (Places[i % Places.Length], People[i / Places.Length % People.Length], Benefits[i / (Places.Length * People.Length) % Benefits.Length]);

    private static string Title(int i) => Subject(i) is var (place, people, benefit) ? $"{place}区{people}{benefit}{(i % 2 == 0 ? "管理办法" : "实施细则")}" : "";

    public string Document(int i)
    {
        var (place, people, benefit) = Subject(i);
        var random = new Random(i);
        var text = new StringBuilder($"{place[..1]}政办发〔{2022 + i % 4}〕{i}号\n{Title(i)}\n");
        for (var article = 1; article <= 30; article++) text.Append(CultureInfo.InvariantCulture, $"第{Chinese(article)}条 {Article(article, people, benefit, random)}\n");
        return text.Append(CultureInfo.InvariantCulture, $"{place}区人民政府\n{2022 + i % 4}年3月1日\n").ToString();
    }

    private static string Article(int article, string people, string benefit, Random random) => article switch
    {
        1 => $"为规范{people}{benefit}工作，根据有关规定，结合本区实际，制定本办法。",
        4 => $"具有本区户籍或者持有本区有效居住证满{random.Next(1, 5)}年的{people}，可以申请{benefit}。",
        7 => $"{people}{benefit}的标准为每人每月{random.Next(5, 200) * 10}元，由区财政承担。",
        10 => $"申请{benefit}，应当提交下列材料：（一）居民身份证或者户口簿；（二）{people}身份证明；（三）本人银行账户。",
        13 => $"承办机构应当自受理{people}{benefit}申请之日起{random.Next(3, 30)}个工作日内作出决定，并书面告知申请人。",
        16 => $"有下列情形之一的，自次月起停止发放{people}{benefit}：（一）死亡的；（二）户籍迁出本区的；（三）不再符合条件的。",
        19 => $"以虚假材料骗取{benefit}的，追回已发放资金，处{random.Next(2, 50) * 100}元罚款，{random.Next(1, 6)}年内不再受理其申请。",
        30 => "本办法自发布之日起施行。",
        _ => string.Format(CultureInfo.InvariantCulture, Filler[random.Next(Filler.Length)], people, benefit) + string.Format(CultureInfo.InvariantCulture, Filler[random.Next(Filler.Length)], people, benefit),
    };

    public MadeQuestion Question(int n)
    {
        var i = (int)(n * 7919L % count);
        var (place, people, benefit) = Subject(i);
        var (words, article) = (n % 5) switch
        {
            0 => ("一个月多少钱", 7),
            1 => ("要带什么材料", 10),
            2 => ("几个工作日能办下来", 13),
            3 => ("什么情况会停发", 16),
            _ => ("造假骗取会怎么罚", 19),
        };
        return new($"{place}区的{people}{benefit}{words}", $"{Title(i)} 第{Chinese(article)}条");
    }

    private static string Chinese(int n) => n <= 10 ? "零一二三四五六七八九十"[n].ToString() : n < 20 ? $"十{"零一二三四五六七八九"[n % 10]}" : n % 10 == 0 ? $"{"零一二三"[n / 10]}十" : $"{"零一二三"[n / 10]}十{"零一二三四五六七八九"[n % 10]}";
}
