using PalmAssistant.Imports;
using PalmAssistant.Imports.Readers;

namespace PalmAssistant.Tests.Imports;

public class HeaderTests
{
    private static readonly ProfileCatalog Catalog = ProfileCatalog.Load();

    [Fact]
    public void There_are_twenty_one_kinds_of_files() => Assert.Equal(21, Catalog.Profiles.Count);

    [Theory]
    [InlineData("02_社区摸排居民_洛阳路街道.xlsx", "02_社区摸排居民")]
    [InlineData("10_退役军人.csv", "10_退役军人")]
    public void A_file_is_known_by_its_prefix_and_may_come_in_parts(string name, string prefix) => Assert.Equal(prefix, Catalog.For(name)!.Prefix);

    [Fact]
    public void Another_name_is_not_guessed() => Assert.Null(Catalog.For("花名册.xlsx"));

    [Theory]
    [InlineData("02_社区摸排居民", "居民姓名,身份证号,小区名称,幢号,单元号,户室,居住类型")]
    [InlineData("02_社区摸排居民", "居住类型,门牌号,楼号,序号,小区,公民身份号码,备注,姓名")]
    [InlineData("03_公安_户籍人口", "姓名,身份证号码,户口所在地,户籍状态")]
    [InlineData("05_卫健_出生登记", "出生证编号,婴儿姓名,性别,出生日期,母亲证件号码")]
    [InlineData("08_民政_社会救助", "救助类型,身份证号,开始时间,救助状态,月救助金(元)")]
    [InlineData("08_民政_社会救助", "救助类型,身份证号,开始时间,救助状态,月救助金（元）")]
    [InlineData("13_民政_高龄津贴发放", "老人身份证号,姓名,月份,发放金额")]
    [InlineData("15_市场监管_市场主体", "企业名称,信用代码,登记状态,注册地址,法人代表,注册日期,行业")]
    [InlineData("17_治理力量", "姓名,证件号码,人员类别,社区")]
    [InlineData("17_治理力量", "类别,所属社区,身份证号,姓名")]
    [InlineData("20_政务账号", "用户名,姓名,角色,区划编码,所属部门,手机号码,状态")]
    public void Columns_are_found_by_header_in_any_order(string kind, string headers)
    {
        if (kind.StartsWith("20", StringComparison.Ordinal)) headers = headers.Replace("区划编码", "区划代码", StringComparison.Ordinal);
        var row = new Rows([headers.Split(',')]);
        var header = HeaderRow.Find(row, Profile(kind), Catalog);
        var required = header.Profile.Columns.Select((c, i) => (c, i)).Where(x => x.c.Required);
        Assert.All(required, x => Assert.True(header.Cell(x.i) >= 0, x.c.Header));
    }

    [Fact]
    public void A_title_above_the_header_is_passed_over()
    {
        var rows = new Rows([["洛阳路街道死亡登记表"], ["填报单位：民政局", "", "2026年10月"], ["姓名", " 身份证号 ", "死亡日期*"], ["张三", "1", "2"]]);
        HeaderRow.Find(rows, Profile("06_民政_死亡登记"), Catalog);
        Assert.Equal(3, rows.RowNumber);
    }

    [Fact]
    public void A_missing_column_is_named_with_its_spellings()
    {
        var error = Assert.Throws<DropFileError>(() => HeaderRow.Find(new Rows([["身份证号", "姓名", "登记单位"]]), Profile("06_民政_死亡登记"), Catalog));
        Assert.Contains("死亡日期", error.Message);
        Assert.Contains("死亡时间", error.Message);
    }

    [Fact]
    public void A_sheet_without_a_header_is_refused() =>
        Assert.Contains("找不到表头", Assert.Throws<DropFileError>(() => HeaderRow.Find(new Rows([["甲", "乙"], ["1", "2"]]), Profile("06_民政_死亡登记"), Catalog)).Message);

    [Theory]
    [InlineData(RowKind.Blank, "", " ", "　")]
    [InlineData(RowKind.RepeatedHeader, "姓名", "身份证号", "死亡日期")]
    [InlineData(RowKind.Total, "合计", "12", "")]
    [InlineData(RowKind.Total, "", "合 计：", "12")]
    [InlineData(RowKind.Total, "总计", "", "")]
    [InlineData(RowKind.Data, "合计生", "11010519491231002X", "2026-01-01")]
    [InlineData(RowKind.Data, "姓名", "11010519491231002X", "2026-01-01")]
    public void Rows_that_are_no_data_are_told_apart(RowKind kind, params string[] cells)
    {
        var rows = new Rows([["姓名", "身份证号", "死亡日期"], cells]);
        var header = HeaderRow.Find(rows, Profile("06_民政_死亡登记"), Catalog);
        rows.Read();
        Assert.Equal(kind, RowKinds.Of(rows, header));
    }

    private static Profile Profile(string prefix) => Catalog.Profiles.Single(p => p.Prefix == prefix);

    private sealed class Rows(IReadOnlyList<string[]> rows) : IRowReader
    {
        public string Encoding => "test";
        public int RowNumber { get; private set; }
        public double Progress => 0;
        public int CellCount => rows[RowNumber - 1].Length;
        public string Cell(int column) => column < CellCount ? rows[RowNumber - 1][column] : "";
        public bool Read() => RowNumber < rows.Count && ++RowNumber > 0;
        public void Dispose()
        {
        }
    }
}
