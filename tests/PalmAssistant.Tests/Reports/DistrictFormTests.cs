using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>Blank workbooks of the kinds a district sends, read and bound: what the platform brings, what is asked about, what is left to people. Nothing is bound wrongly.</summary>
public class DistrictFormTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly Catalog Catalog = new(CatalogFiles.Load(), CatalogRows.Empty);

    private static ReportDesign Design(Action<BlankSheet> draw, string sheet = "Sheet1") => Design(b => draw(b.Sheet(sheet)), 0);

    private static ReportDesign Design(Action<BlankWorkbook> draw, int _)
    {
        var book = new BlankWorkbook();
        draw(book);
        var form = Assert.IsType<ReadForm.Recognised>(FormReader.Read(book.Bytes(), Today)).Form;
        return new Binder(Catalog.Words, s => RuleReader.Read(new(s, Today, Catalog.Words, [], null)), Today).Bind(form);
    }

    /// <summary>"姓名=name 走访日期=" a column, one after the other: what it is bound to; nothing after "=" is a person's.</summary>
    private static string Bound(ReportDesign design, int table = 0) => string.Join(' ', Slot.Of(design).Where(s => s.Table == table && s.Type != CellType.Sequence).Select(s => $"{s.Name}={Words(s.Binding)}"));

    private static void Reads(ReportDesign design, int table, TableKind kind, string rows, string listed, string bound)
    {
        var read = design.Form.Tables[table];
        Assert.Equal((kind, rows), (read.Kind, $"{read.FirstRow}-{read.LastRow}"));
        Assert.Equal(listed, design.RowQueries[table] is { } query ? query.Plan.Record + Where(query.Plan.Where) : "");
        Assert.Equal(bound, kind == TableKind.FixedRows ? string.Join(' ', design.Bindings[table].Where(b => b.Key.Any(char.IsDigit)).Select(b => $"{b.Key}={Words(b.Value)}")) : Bound(design, table));
    }

    private static string Words(CellBinding binding) => binding switch
    {
        Figure figure => string.Join('+', figure.Plans.Select(p => p.Record + (p.Population is { } at ? "/" + at : "") + Where(p.Where))),
        RowField field => field.Field,
        RowFlag flag => "?" + Where(flag.Where),
        RowCount => "people",
        PlaceCount places => places.Part.ToString(),
        FromAccount fact => fact.Fact.ToString(),
        RegionName => "region",
        Computed => "formula",
        Undecided => "ask",
        ByReviewer => "reviewer",
        _ => "",
    };

    private static string Where(Condition condition) => condition switch
    {
        All { Parts.Count: 0 } => "",
        All all => string.Concat(all.Parts.Select(Where)),
        Any any => $"[any{string.Concat(any.Parts.Select(Where))}]",
        Not not => $"[not{Where(not.Part)}]",
        Compare compare => $"[{compare.Field}{compare.Op switch { Comparison.AtLeast => ">=", Comparison.Less => "<", Comparison.AtMost => "<=", Comparison.Between => "in", _ => "=" }}{string.Join(',', compare.Values)}]",
        HasTag tag => $"[{tag.Tag}]",
        Related related => $"[{related.Relation}{Where(related.Where)}]",
        _ => "[?]",
    };

    [Fact]
    public void A_summary_under_two_merged_levels_with_units_in_the_headers()
    {
        var design = Design(s => s.Row(1, "A", "附件2").Row(2, "A", "民政服务对象统计表").Merge("A2:J2").Row(3, "A", "填报单位：").Row(3, "I", "2026年3月")
            .Row(4, "A", "序号", "社区", "低保", "", "特困人员（人）", "残疾人", "", "", "困境儿童数", "备注").Row(5, "C", "户数（户）", "人数（人）").Row(5, "F", "总数（人）", "其中：一级（人）", "二级（人）")
            .Merge("A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:H4", "I4:I5", "J4:J5").Draw("A4:J15").Row(16, "A", "合计").Row(16, "C", "=SUM(C6:C15)").Draw("A16:J16").Row(17, "A", "说明：1.低保以在保为准。2.请于3月20日下班前报社会事务科。"));
        Reads(design, 0, TableKind.Summary, "6-15", "",
            "社区=region 低保·户数（户）=house/occupied[residents[低保对象]] 低保·人数（人）=ask 特困人员（人）=person[特困人员] 残疾人·总数（人）=person[残疾人] 残疾人·其中：一级（人）=person[残疾人][disability[level=一级]] 残疾人·二级（人）=person[残疾人][disability[level=二级]] 困境儿童数=person[困境儿童] 备注=");
    }

    [Fact]
    public void Old_people_who_live_alone_a_row_each()
    {
        var design = Design(s => s.Row(1, "A", "独居老人关爱服务台账").Merge("A1:L1").Row(2, "A", "社区（盖章）：").Row(2, "K", "填表时间：").Row(3, "A", "序号", "姓名", "性别", "年龄", "居民身份证号码", "家庭住址", "联系电话", "子女姓名", "子女电话", "是否领取高龄津贴", "是否签约家庭医生", "本周探访时间").Draw("A3:L40"));
        Reads(design, 0, TableKind.PersonList, "4-40", "person[独居老人]",
            "姓名=name 性别=sex 年龄=age 居民身份证号码=id_number 家庭住址=address 联系电话=phone 子女姓名= 子女电话= 是否领取高龄津贴=?[allowance] 是否签约家庭医生=?[家庭医生签约居民] 本周探访时间=");
    }

    [Fact]
    public void Empty_houses_a_row_each()
    {
        var design = Design(s => s.Row(1, "A", "空置房屋排查台账").Merge("A1:J1").Row(2, "A", "序号", "所属网格", "小区名称", "楼号", "单元", "室号", "建筑面积（㎡）", "产权人", "产权人联系电话", "排查情况").Draw("A2:J30"));
        Reads(design, 0, TableKind.HouseList, "3-30", "house[status=空置]",
            "所属网格=grid 小区名称=estate 楼号=building 单元=unit 室号=room 建筑面积（㎡）=area 产权人=owner_name 产权人联系电话=owner_phone 排查情况=");
    }

    [Fact]
    public void Small_hotels_a_row_each()
    {
        var design = Design(s => s.Row(1, "A", "小旅馆安全检查登记表").Merge("A1:J1").Row(2, "A", "序号", "场所名称", "详细地址", "负责人", "手机", "从业人员数", "经营面积（㎡）", "上次隐患", "本次检查时间", "检查人签字").Draw("A2:J20"));
        Reads(design, 0, TableKind.VenueList, "3-20", "venue[kind=小旅馆]",
            "场所名称=name 详细地址=address 负责人=manager 手机=phone 从业人员数=staff 经营面积（㎡）=area 上次隐患=hazard 本次检查时间= 检查人签字=");
    }

    [Fact]
    public void Enterprises_a_row_each()
    {
        var design = Design(s => s.Row(1, "A", "辖区在业企业信息登记表").Merge("A1:I1").Row(2, "A", "序号", "企业名称", "统一社会信用代码", "法定代表人", "行业", "成立日期", "注册资本（万元）", "联系电话", "安全生产负责人").Draw("A2:I50"));
        Reads(design, 0, TableKind.EntityList, "3-50", "entity[kind=企业]",
            "企业名称=name 统一社会信用代码=code 法定代表人=legal_person 行业=industry 成立日期=founded 注册资本（万元）=capital 联系电话=phone 安全生产负责人=");
    }

    [Fact]
    public void Printed_age_groups()
    {
        var design = Design(s => s.Row(1, "A", "人口年龄结构统计表").Merge("A1:E1").Row(2, "D", "单位：人").Row(3, "A", "年龄段", "合计", "男", "女", "流动人口").Row(4, "A", "总人口").Row(5, "A", "0-17岁").Row(6, "A", "18-59岁").Row(7, "A", "60岁及以上").Row(8, "A", "其中：80岁及以上").Draw("A3:E8").Row(9, "A", "注：按实有人口统计。"));
        Reads(design, 0, TableKind.FixedRows, "4-8", "",
            "B4=person C4=person[sex=男] D4=person[sex=女] E4=person/floating B5=person[agein0,17] C5=person[agein0,17][sex=男] D5=person[agein0,17][sex=女] E5=person/floating[agein0,17] B6=person[agein18,59] C6=person[agein18,59][sex=男] D6=person[agein18,59][sex=女] E6=person/floating[agein18,59] B7=person[age>=60] C7=person[age>=60][sex=男] D7=person[age>=60][sex=女] E7=person/floating[age>=60] B8=person[age>=80] C8=person[age>=80][sex=男] D8=person[age>=80][sex=女] E8=person/floating[age>=80]");
    }

    [Fact]
    public void A_form_of_labels_and_blanks()
    {
        var design = Design(s => s.Row(1, "A", "社区概况采集表").Merge("A1:F1").Row(2, "A", "社区名称", "", "书记", "", "网格数（个）", "").Row(3, "A", "实有人口（人）", "", "户籍人口（人）", "", "户数（户）", "").Row(4, "A", "60岁以上老人（人）", "", "残疾人（人）", "", "党员（人）", "").Row(5, "A", "居民小区（个）", "", "楼栋数（栋）", "", "办公用房面积（㎡）", "").Row(6, "A", "特色工作", "").Merge("B6:F6").Row(7, "A", "街道审核意见", "").Merge("B7:F7").Draw("A2:F7"));
        Reads(design, 0, TableKind.Form, "2-7", "",
            "社区名称=Community 书记=Secretary 网格数（个）=Grid 实有人口（人）=person/resident 户籍人口（人）=person/hukou 户数（户）=house/occupied 60岁以上老人（人）=person[age>=60] 残疾人（人）=person[残疾人] 党员（人）=person[党员] 居民小区（个）=Estate 楼栋数（栋）=Building 办公用房面积（㎡）= 特色工作= 街道审核意见=reviewer");
    }

    [Fact]
    public void Two_tables_on_two_sheets_after_an_instruction_sheet()
    {
        var design = Design(b =>
        {
            b.Sheet("填表说明").Row(1, "A", "填表说明").Row(2, "A", "一、本表由各社区填写，每社区一行。").Row(3, "A", "二、老年人指60周岁及以上的实有人口。").Row(4, "A", "三、每月5日前报送。");
            b.Sheet("表1 老龄").Row(1, "A", "老龄工作月报表").Merge("A1:E1").Row(2, "A", "社区", "老年人数", "独居老人数", "百岁老人数", "本月走访人次").Draw("A2:E12");
            b.Sheet("表2 房屋").Row(1, "A", "房屋情况月报表").Merge("A1:D1").Row(2, "A", "社区", "出租房（套）", "空置房（套）", "新增群租整治（处）").Draw("A2:D12");
        }, 0);
        Reads(design, 0, TableKind.Summary, "3-12", "",
            "社区=region 老年人数=person[老年人] 独居老人数=person[独居老人] 百岁老人数=person[百岁老人] 本月走访人次=");
        Reads(design, 1, TableKind.Summary, "3-12", "",
            "社区=region 出租房（套）=house[出租房] 空置房（套）=house[status=空置] 新增群租整治（处）=");
    }

    [Fact]
    public void Party_members()
    {
        var design = Design(s => s.Row(1, "A", "党员花名册").Merge("A1:H1").Row(2, "A", "序号", "姓名", "性别", "出生日期", "民族", "文化程度", "工作单位", "入党时间").Draw("A2:H60"));
        Reads(design, 0, TableKind.PersonList, "3-60", "person[党员]",
            "姓名=name 性别=sex 出生日期=birth_date 民族=ethnicity 文化程度=education 工作单位=work_unit 入党时间=");
    }

    [Fact]
    public void Veterans_with_what_their_department_knows()
    {
        var design = Design(s => s.Row(1, "A", "退役军人基本信息表").Merge("A1:H1").Row(2, "A", "序号", "姓名", "身份证号", "退役军人类别", "入伍时间", "退役时间", "现住址", "帮扶需求").Draw("A2:H60"));
        Reads(design, 0, TableKind.PersonList, "3-60", "person[退役军人]",
            "姓名=name 身份证号=id_number 退役军人类别=veteran.kind 入伍时间=veteran.enlisted 退役时间=veteran.discharged 现住址=address 帮扶需求=");
    }

    [Fact]
    public void Small_children_by_an_age_in_the_title()
    {
        var design = Design(s => s.Row(1, "A", "0-3岁婴幼儿摸底表").Merge("A1:H1").Row(2, "A", "序号", "儿童姓名", "性别", "出生日期", "现住址", "监护人姓名", "监护人电话", "入托意愿").Draw("A2:H60"));
        Reads(design, 0, TableKind.PersonList, "3-60", "person[agein0,3]",
            "儿童姓名=name 性别=sex 出生日期=birth_date 现住址=address 监护人姓名= 监护人电话= 入托意愿=");
    }

    [Fact]
    public void People_on_assistance_who_are_visited()
    {
        var design = Design(s => s.Row(1, "A", "低保户走访慰问发放表").Merge("A1:H1").Row(2, "A", "序号", "姓名", "身份证号", "救助类别", "月救助金（元）", "住址", "慰问金额（元）", "领取人签字").Draw("A2:H40"));
        Reads(design, 0, TableKind.PersonList, "3-40", "person[低保对象]",
            "姓名=name 身份证号=id_number 救助类别=assistance.kind 月救助金（元）=assistance.amount 住址=address 慰问金额（元）= 领取人签字=");
    }

    [Fact]
    public void A_row_of_units_under_the_header()
    {
        var design = Design(s => s.Row(1, "A", "各社区房屋及市场主体统计").Merge("A1:I1").Row(2, "A", "社区名称", "房屋总数", "其中：出租", "其中：空置", "市场主体", "其中：企业", "其中：个体户", "九小场所", "其中：未整改隐患").Row(3, "B", "套", "套", "套", "户", "户", "户", "家", "家").Draw("A2:I20"));
        Reads(design, 0, TableKind.Summary, "4-20", "",
            "社区名称=region 房屋总数（套）=house/all 其中：出租（套）=house/all[出租房] 其中：空置（套）=house/all[status=空置] 市场主体（户）=entity 其中：企业（户）=entity[kind=企业] 其中：个体户（户）=entity[kind=个体工商户] 九小场所（家）=venue 其中：未整改隐患（家）=venue[hazard=未整改]");
    }

    [Fact]
    public void Grid_officers()
    {
        var design = Design(s => s.Row(1, "A", "网格员信息登记表").Merge("A1:F1").Row(2, "A", "序号", "姓名", "性别", "联系电话", "所属社区", "特长").Draw("A2:F30"));
        Reads(design, 0, TableKind.PersonList, "3-30", "person[网格员]",
            "姓名=name 性别=sex 联系电话=phone 所属社区=community 特长=");
    }

    [Fact]
    public void Those_without_insurance()
    {
        var design = Design(s => s.Row(1, "A", "医保未参保人员动员情况表").Merge("A1:H1").Row(2, "A", "序号", "姓名", "性别", "年龄", "住址", "电话", "未参保原因", "是否已动员").Draw("A2:H90"));
        Reads(design, 0, TableKind.PersonList, "3-90", "person[医保未参保]",
            "姓名=name 性别=sex 年龄=age 住址=address 电话=phone 未参保原因= 是否已动员=");
    }
}
