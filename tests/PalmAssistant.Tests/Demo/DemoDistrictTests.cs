using System.Security.Cryptography;
using PalmAssistant.Community;
using PalmAssistant.Demo;

namespace PalmAssistant.Tests.Demo;

/// <summary>One drop of each style, made once for all tests.</summary>
public sealed class Drops : IDisposable
{
    public Drops()
    {
        A = Write(DemoStyle.A, null);
        B = Write(DemoStyle.B, 4_000);
    }

    public static DateOnly Today { get; } = new(2026, 11, 1);
    public string Root { get; } = Directory.CreateTempSubdirectory("demo-").FullName;
    public (string Folder, DemoTruth Truth) A { get; }
    public (string Folder, DemoTruth Truth) B { get; }

    public (string Folder, DemoTruth Truth) Of(DemoStyle style) => style == DemoStyle.A ? A : B;

    public void Dispose() => Directory.Delete(Root, true);

    private (string, DemoTruth) Write(DemoStyle style, int? residents)
    {
        var folder = Path.Combine(Root, style.ToString());
        return (folder, DemoDistrict.Write(new(folder, Today) { Style = style, Seed = 7, Residents = residents, TruthFile = Path.Combine(Root, $"{style}.json") }));
    }
}

public class DemoDistrictTests(Drops drops) : IClassFixture<Drops>
{
    public static TheoryData<DemoStyle> Styles => [DemoStyle.A, DemoStyle.B];

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_drop_has_all_21_kinds_of_files(DemoStyle style)
    {
        var kinds = Directory.GetFiles(drops.Of(style).Folder).Select(f => Path.GetFileName(f)[..2]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, 21).Select(n => n.ToString("00", null)), kinds);
    }

    [Fact]
    public void The_default_is_two_streets_of_three_communities_and_about_12000_residents()
    {
        var truth = drops.A.Truth;
        Assert.Equal([3, 3], truth.Communities.GroupBy(c => c.Street).Select(g => g.Count()));
        Assert.InRange(truth.Residents, 11_400, 12_600);
        Assert.InRange(truth.Houses, 6_000, 7_800);
        Assert.Equal(6 * 3 + 2 * 2 + 3 + 11 * 2 + 2 + 2, truth.Accounts);
    }

    [Fact]
    public void Style_B_hands_the_survey_over_as_one_workbook_per_street()
    {
        Assert.Equal(drops.B.Truth.Communities.Select(c => $"02_社区摸排居民_{c.Street}.xlsx").Distinct().Order(StringComparer.Ordinal),
            Directory.GetFiles(drops.B.Folder, "02_*").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Contains(DropReader.Rows(DropReader.Find(drops.B.Folder, "00")), r => r[0] == "379801001");
        Assert.Contains(DropReader.Rows(DropReader.Find(drops.A.Folder, "00")), r => r[0] == "379801001000");
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var options = new DemoOptions(Path.Combine(drops.Root, "seed1"), Drops.Today) { Communities = 2, Residents = 300 };
        Write(options);
        Write(options with { Folder = Path.Combine(drops.Root, "seed1again") });
        Write(options with { Folder = Path.Combine(drops.Root, "seed2"), Seed = 2 });
        Assert.Equal(Contents("seed1"), Contents("seed1again"));
        Assert.NotEqual(Contents("seed1"), Contents("seed2"));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void The_rows_in_each_file_are_those_the_truth_counts(DemoStyle style)
    {
        var (folder, truth) = drops.Of(style);
        foreach (var file in truth.Files)
        {
            var rows = DropReader.Rows(Path.Combine(folder, file.File));
            var body = rows.Skip(1).ToList();
            Assert.Equal((file.File, file.Read), (file.File, body.Count));
            Assert.Equal((file.File, file.Blank), (file.File, body.Count(r => r.All(c => c.Length == 0))));
            Assert.Equal((file.File, file.Total), (file.File, body.Count(r => r[0] == "合计")));
            Assert.Equal((file.File, file.RepeatedHeader), (file.File, body.Count(r => r.SequenceEqual(rows[0]))));
        }
    }

    [Fact]
    public void Every_kind_of_dirt_occurs()
    {
        var truth = drops.A.Truth;
        string[] kinds = ["full width", "inner spaces", "lower-case x", "leading '", "15 digits", "failed checksum", "failed credit code", "missing number",
            "date 2024-3-5", "date 2024/03/05", "date 2024年3月5日", "date 20240305", "date as serial", "month 2024.3", "impossible date",
            "address spelling 2", "address spelling 3", "address spelling 4", "address spelling 5", "address spelling 6", "Chinese numerals", "house in one cell",
            "unresolvable address", "surveyed twice", "expired permit", "dead still paid", "dead still surveyed", "tag that has ended", "without 街道"];
        Assert.Empty(kinds.Except(truth.Dirt.Keys));
        Assert.Empty(new[] { "姓名", "性别", "出生日期", "民族", "文化程度", "现住房屋", "标签" }.Except(truth.Conflicts.Keys));
        Assert.All(new Func<FileTruth, int>[] { f => f.Blank, f => f.RepeatedHeader, f => f.Total, f => f.Quarantined, f => f.Duplicates }, count => Assert.NotEqual(0, truth.Files.Sum(count)));
        Assert.NotEqual(0, truth.MatchedByName);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("06")]
    public void Workbooks_open_in_a_common_reader_row_for_row(string number)
    {
        var path = DropReader.Find(drops.B.Folder, number);
        var file = drops.B.Truth.Files.Single(f => f.File == Path.GetFileName(path));
        Assert.Equal(file.Read + 1, MiniExcelLibs.MiniExcel.Query(path).Count());
    }

    [Fact]
    public void Most_identity_numbers_are_valid_and_the_others_are_meant_not_to_be()
    {
        var texts = DropReader.Records(drops.A.Folder, "02").Select(r => Id(r, "证件号码|身份证号")).Where(t => t.Length > 0).ToList();
        Assert.InRange(texts.Count, 11_000, 14_000);
        Assert.InRange(texts.Count(t => !IsKey(t)), 10, texts.Count / 100);
    }

    [Fact]
    public void Nobody_is_born_in_a_county_that_exists()
    {
        var counties = DropReader.Records(drops.A.Folder, "11").Select(r => Id(r, "身份证号")).Where(IsKey).Select(t => t[..6]).ToHashSet();
        Assert.Contains("379801", counties);
        Assert.All(counties, c => Assert.Equal("98", c[2..4]));    // GB/T 2260 numbers no prefecture 98
    }

    [Fact]
    public void Credit_codes_are_valid_except_the_quarantined_ones()
    {
        var quarantined = drops.A.Truth.Files.Single(f => f.File.StartsWith("15", StringComparison.Ordinal)).Quarantined;
        Assert.Equal(quarantined, DropReader.Records(drops.A.Folder, "15").Count(r => !CreditCode.TryParse(Repaired(r.Cell("统一社会信用代码|信用代码")), out _)));
        Assert.NotEqual(0, quarantined);
    }

    [Fact]
    public void Telephone_numbers_cannot_ring() =>
        Assert.All(DropReader.Records(drops.A.Folder, "20"), r => Assert.StartsWith("143", r.Cell("手机号|手机号码"), StringComparison.Ordinal));

    [Fact]
    public void Houses_in_the_truth_are_the_distinct_houses_of_the_file()
    {
        var truth = drops.A.Truth.Files.Single(f => f.File.StartsWith("01", StringComparison.Ordinal));
        Assert.Equal(drops.A.Truth.Houses, truth.Data - truth.Duplicates);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Duplicates_and_quarantine_account_for_every_row_that_adds_nothing(DemoStyle style)
    {
        var (folder, truth) = drops.Of(style);
        Assert.Equal(Sum("03", f => f.Data - f.Duplicates), Keys("03", r => Id(r, "公民身份号码|身份证号码")).Count);
        Assert.Equal(Sum("13", f => f.Data - f.Duplicates), Keys("13", r => Id(r, "身份证号|老人身份证号") + Month(r.Cell("发放月份|月份"))).Count);
        Assert.Equal(truth.ForceRecords, Keys("17", r => Id(r, "身份证号|证件号码") + r.Cell("力量类别|人员类别") + r.Cell("所属社区|社区")).Count);
        Assert.Equal(Sum("17", f => f.Data - f.Duplicates), Keys("17", r => Id(r, "身份证号|证件号码") + r.Cell("力量类别|人员类别") + r.Cell("所属社区|社区")).Count);
        Assert.Equal(Sum("02", f => f.Data - f.Duplicates - f.Quarantined) - truth.MatchedByName, Keys("02", r => Id(r, "证件号码|身份证号")).Count(IsKey));
        Assert.Equal(Sum("11", f => f.Quarantined), DropReader.Records(folder, "11").Count(r => !IsKey(Id(r, "身份证号"))));
        Assert.Equal(Sum("12", f => f.Quarantined), DropReader.Records(folder, "12").Count(r => !IsKey(Id(r, "身份证号|公民身份号码"))));

        int Sum(string number, Func<FileTruth, int> of) => truth.Files.Where(f => f.File.StartsWith(number, StringComparison.Ordinal)).Sum(of);
        HashSet<string> Keys(string number, Func<Dictionary<string, string>, string> key) => [.. DropReader.Records(folder, number).Select(key)];
    }

    [Fact]
    public void Tags_are_as_frequent_as_in_life()
    {
        var truth = drops.A.Truth;
        Assert.InRange(Share("老年人"), 0.12, 0.26);
        Assert.InRange(Share("高龄老人"), 0.015, 0.06);
        Assert.InRange(Share("未成年人"), 0.10, 0.22);
        Assert.InRange(Share("残疾人"), 0.01, 0.05);
        Assert.InRange(Share("独居老人"), 0.02, 0.06);
        Assert.True(Share("领高龄津贴") > Share("高龄老人") * 0.6);
        foreach (var tag in new[] { "空巢老人", "低保对象", "特困人员", "重度残疾人", "退役军人", "独生子女父母", "计生特殊家庭", "社区矫正", "刑满释放", "严重精神障碍", "党员", "志愿者", "网格员", "楼栋长", "医保未参保" })
            Assert.NotEqual((tag, 0), (tag, (int)(Share(tag) * truth.Residents)));

        double Share(string tag) => truth.Communities.Sum(c => c.Tags.GetValueOrDefault(tag)) / (double)truth.Residents;
    }

    [Fact]
    public void Dates_hang_on_today()
    {
        var folder = Path.Combine(drops.Root, "later");
        Write(new(folder, new(2031, 3, 5)) { Communities = 2, Residents = 400 });
        var months = DropReader.Rows(DropReader.Find(folder, "13")).Skip(1).Select(r => r[2].Replace("年", "-", StringComparison.Ordinal)).ToList();
        Assert.Contains(months, m => m.StartsWith("2031-02", StringComparison.Ordinal) || m.StartsWith("203102", StringComparison.Ordinal));
        Assert.DoesNotContain(months, m => m.StartsWith("2026", StringComparison.Ordinal));
    }

    [Fact]
    public void Memory_stays_bounded_however_large_the_district()
    {
        var peak = 0L;
        var before = GC.GetTotalMemory(true);
        var options = new DemoOptions(Path.Combine(drops.Root, "large"), Drops.Today) { Streets = 4, Communities = 12, Residents = 12_000 };
        Write(options, new Watch(() => peak = Math.Max(peak, GC.GetTotalMemory(true) - before)));
        Assert.InRange(peak, 1, 60_000_000);
    }

    [Fact]
    public void The_command_line_says_what_it_does_not_understand()
    {
        Assert.Equal(2, DemoCommand.Run([]));
        Assert.Equal(2, DemoCommand.Run([drops.Root, "--size", "planet"]));
        Assert.Equal(0, DemoCommand.Run([Path.Combine(drops.Root, "cli"), "--communities", "2", "--residents", "200", "--style", "B", "--today", "2026-11-01"]));
    }

    private static DemoTruth Write(DemoOptions options, IProgress<DemoProgress>? progress = null) => DemoDistrict.Write(options, progress, TestContext.Current.CancellationToken);

    private static string Id(Dictionary<string, string> record, string headers)
    {
        var text = Repaired(record.Cell(headers));
        return IdNumber.TryParse(text, out var id) ? id.Value : text;
    }

    /// <summary>An identity number or a birth certificate.</summary>
    private static bool IsKey(string text) => IdNumber.TryParse(text, out _) || (text.Length == 10 && char.IsAsciiLetterUpper(text[0]));

    private static string Month(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length == 5 ? digits[..4] + "0" + digits[4] : digits;
    }

    private static string Repaired(string text) =>
        string.Concat(text.Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c).Where(c => c is not (' ' or '\''))).ToUpperInvariant();

    private List<string> Contents(string folder) =>
        [.. Directory.GetFiles(Path.Combine(drops.Root, folder)).Where(f => f.EndsWith(".csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))];

    private sealed class Watch(Action look) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => look();
    }

    [Fact]
    public void Later_months_bring_who_came_who_died_and_the_newest_allowances_and_leave_the_first_drop_readable()
    {
        var folder = Directory.CreateTempSubdirectory("demo-later-").FullName;
        var later = new[] { new DateOnly(2026, 10, 5), new(2026, 11, 1) }.Select(d => new LaterDrop(d, Path.Combine(folder, $"{d:yyyy-MM}"))).ToList();
        DemoDistrict.Write(new DemoOptions(Path.Combine(folder, "first"), new(2026, 9, 1)) { Residents = 6000, Later = later }, null, TestContext.Current.CancellationToken);
        foreach (var month in later)
        {
            var files = Directory.GetFiles(month.Folder).Select(f => Path.GetFileName(f)[..2]).Order().ToList();
            Assert.Subset(new HashSet<string> { "00", "02", "06", "13", "20" }, files.ToHashSet());
            Assert.Contains("02", files);
            Assert.Contains("13", files);
        }
        Directory.Delete(folder, true);
    }
}
