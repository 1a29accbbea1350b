using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Bench;

/// <summary>What a street asks of its communities in a month: statistics by sentence, lists as departments send them. Some columns only people know.</summary>
internal static class MonthBenchDemands
{
    public static readonly IReadOnlyList<(int Day, string Said)> Said =
    [
        (2, "做个表：社区、60岁以上老人数、80岁以上老人数、独居老人数、空巢老人数、领高龄津贴人数、助餐需求人数、备注，发给各社区，11月6日前"),
        (3, "做个表：社区、残疾人数、重度残疾人数、低保对象人数、特困人员人数、退役军人数、慰问需求人数，发给各社区，11月7日前"),
        (4, "做个表：社区、实有人口、流动人口数、户数，发给各社区"),
        (6, "做个表：社区、出租房套数、群租房套数、空置房套数、流动人口数、本周上门核查户数、发现问题数，发给各社区，11月11日前"),
        (9, "做个表：社区、九小场所家数、小餐饮家数、小旅馆家数、在业个体工商户户数、消防整改完成家数、备注，发给各社区，11月13日前"),
        (11, "做个表：社区、未成年人数、0-3岁人数、托育需求人数、托育点地点，发给各社区，11月16日前"),
        (13, "做个表：社区、出租房套数、群租房套数、电动车充电桩个数，发给各社区，11月18日前"),
        (16, "做个表：社区、党员数、志愿者数、网格员数、楼栋长数、主题活动场次，发给各社区，11月20日前"),
        (18, "做个表：社区、独居老人数、80岁以上独居老人数、本周走访户数、紧急联系卡发放张数，发给各社区，11月23日前"),
    ];

    public static readonly IReadOnlyList<(int Day, ReportForm Form)> Lists =
    [
        (5, List("重度残疾人入户走访花名册", TableKind.PersonList, ["序号", "姓名", "性别", "年龄", "身份证号", "残疾类别", "残疾等级", "小区", "楼号", "单元", "房号", "联系电话", "*走访日期", "*辅具需求", "备注"])),
        (10, List("80岁以上独居老人冬季走访名单", TableKind.PersonList, ["序号", "姓名", "性别", "年龄", "小区", "楼号", "单元", "房号", "联系电话", "*走访日期", "备注"])),
        (12, List("群租房排查台账", TableKind.HouseList, ["序号", "小区", "楼号", "单元", "房号", "建筑面积", "产权人", "产权人电话", "现住人数", "*本次核查结果", "备注"])),
        (17, List("小旅馆消防检查表", TableKind.VenueList, ["序号", "场所名称", "地址", "负责人", "联系电话", "从业人数", "上次检查日期", "*本次检查结果", "备注"])),
    ];

    /// <summary>Headers with "*" must be filled.</summary>
    private static ReportForm List(string title, TableKind kind, string[] headers) => new(title, [new()
    {
        Sheet = "名单", Kind = kind, HeaderRows = [2], FirstRow = 3, LastRow = 3,
        Columns = [.. headers.Select((h, i) => new FormColumn(CellName.Letters(i + 1), [h.TrimStart('*')], Wording.TypeOf([h.TrimStart('*')], inList: true)) { Required = h.StartsWith('*'), Unit = Wording.Unit([h.TrimStart('*')]) })],
    }]);
}
