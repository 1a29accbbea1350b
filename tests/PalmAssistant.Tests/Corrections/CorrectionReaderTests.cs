using System.Runtime.CompilerServices;
using System.Text.Json;
using CsCheck;
using PalmAssistant.Community;
using PalmAssistant.Corrections;

namespace PalmAssistant.Tests.Corrections;

/// <summary>Sentences that say something has changed, and those that do not.</summary>
public class CorrectionReaderTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly CorrectionReader Reader = new(CorrectionRules.Default, CatalogFiles.Load().Tags.Where(t => t.Record == "person").Select(t => t.Name).ToHashSet());

    [Theory]
    [InlineData("501换人了，现在租给一家三口", "501 House: 换人; 房屋状态=出租; 新住户3")]
    [InlineData("3号楼的李奶奶上个月走了", "3号楼的李奶奶 Person: 走了?")]
    [InlineData("3号楼的李奶奶上个月去世了", "3号楼的李奶奶 Person: 去世 2026年10月")]
    [InlineData("张三搬走了", "张三 Person: 搬走")]
    [InlineData("张三全家都搬走了", "张三 Person: 搬走(全家)")]
    [InlineData("王五的电话改成13812345678", "王五 Person: 联系电话=13812345678")]
    [InlineData("王五电话换成 138 1234 5678 了", "王五 Person: 联系电话=13812345678")]
    [InlineData("王五的手机号是13812345678", "王五 Person: 联系电话=13812345678")]
    [InlineData("这户空了", "这户 Pronoun: 空了")]
    [InlineData("2单元301是出租房", "2单元301 House: 房屋状态=出租")]
    [InlineData("3号楼2单元501租出去了", "3号楼2单元501 House: 房屋状态=出租")]
    [InlineData("李四其实是独居", "李四 Person: 独居")]
    [InlineData("第3个搬走了", "第3个 Ordinal: 搬走")]
    [InlineData("他电话换了", "他 Pronoun: 联系电话=?")]
    [InlineData("他电话换了，新的是13812345678", "他 Pronoun: 联系电话=13812345678")]
    [InlineData("张三的名字写错了，应该是张山", "张三 Person: 姓名=张山")]
    [InlineData("刘芳离婚了", "刘芳 Person: 婚姻状况=离异")]
    [InlineData("刘芳的文化程度应该是本科", "刘芳 Person: 文化程度=本科")]
    [InlineData("李明现在在青岛啤酒厂上班了", "李明 Person: 工作单位=青岛啤酒厂")]
    [InlineData("张伟搬到2号楼1单元301了", "张伟 Person: 搬到2号楼1单元301")]
    [InlineData("张伟搬到外地去了", "张伟 Person: 搬走")]
    [InlineData("桂花苑3号楼2单元501的张伟搬走了", "桂花苑3号楼2单元501的张伟 Person: 搬走")]
    [InlineData("王秀英10月3号去世了", "王秀英 Person: 去世 2026-10-03")]
    [InlineData("王秀英过世了，家属来说的", "王秀英 Person: 去世")]
    [InlineData("张三搬走了，房子空了", "张三 Person: 搬走; 没看懂 房子空了")]
    [InlineData("给王秀英加上失能老人标签", "王秀英 Person: +失能老人")]
    [InlineData("王秀英是失能老人", "王秀英 Person: +失能老人")]
    [InlineData("王秀英不是失能老人了", "王秀英 Person: -失能老人")]
    [InlineData("501没人住了", "501 House: 空了")]
    [InlineData("新来了一个人，叫李明，身份证号379901199001012119，住3号楼2单元501", " Nobody: 新来 李明 379901199001012119 3号楼2单元501")]
    [InlineData("3号楼2单元501新搬来一户", "3号楼2单元501 House: 新住户")]
    [InlineData("您好，麻烦改一下，张三搬走了", "张三 Person: 搬走")]
    public void What_people_say_has_changed(string said, string means) => Assert.Equal(means, Words(Reader.Read(said, Today)));

    [Theory]
    [InlineData("张三搬走了吗"), InlineData("谁搬走了"), InlineData("501住的谁"), InlineData("张三的电话是多少"), InlineData("老人走了多少")]
    [InlineData("独居老人有多少"), InlineData("上个月去世的有几位"), InlineData("空置房有哪些"), InlineData("出租房名单"), InlineData("查一下张三")]
    [InlineData("党员搬走了"), InlineData("上个月走了"), InlineData("张三是独居老人吗"), InlineData("导出来"), InlineData("第3个"), InlineData("重新开始")]
    [InlineData("高龄津贴怎么申请"), InlineData("按小区分"), InlineData("那男的呢"), InlineData("张三"), InlineData("张三的电话"), InlineData("王五的电话呢")]
    [InlineData("3号楼2单元501"), InlineData("只要党员"), InlineData("换成水清沟"), InlineData("我搬走了怎么办社保")]
    public void A_question_is_no_correction(string said) => Assert.Null(Reader.Read(said, Today));

    [Fact]
    public void No_question_of_the_collection_is_taken_for_a_correction()
    {
        var taken = File.ReadLines(Path.Combine(Questions(), "readings.jsonl"))
            .SelectMany(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("say").EnumerateArray().Select(s => s.GetString()!))
            .Where(said => Reader.Read(said, Today) is not null).ToList();
        Assert.Empty(taken);
    }

    private static string Questions([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../questions"));

    private static string Words(SaidCorrection? said) => said is null ? "不是更正"
        : $"{said.About} {said.Kind}: {string.Join("; ", said.Changes.Select(Words).Concat(said.Unread.Select(u => $"没看懂 {u}")))}";

    private static string Words(SaidChange change) => change switch
    {
        Died d => "去世" + (d.On is { } on ? $" {on:yyyy-MM-dd}" : d.When is { } when ? " " + when : ""),
        MovedOut m => m.Everyone ? "搬走(全家)" : "搬走",
        Gone => "走了?",
        MovedTo to => $"搬到{to.House}",
        SetField set => $"{set.Field.Name}={set.Value ?? "?"}",
        NewOccupants => "换人",
        StandsEmpty => "空了",
        NewHousehold household => $"新住户{household.People}",
        LivesAlone => "独居",
        TagIs tag => (tag.Holds ? "+" : "-") + tag.Tag,
        Newcomer n => $"新来 {n.Name} {n.IdNumber} {n.House}".TrimEnd(),
        _ => "?",
    };
}

/// <summary>Whatever is typed, the reader answers or declines; it never throws.</summary>
public class CorrectionReaderPropertyTests
{
    private static readonly string[] Words = ["张三", "李奶奶", "501", "3号楼", "2单元", "第3个", "他", "这户", "的", "电话", "改成", "换了", "搬走了", "走了", "去世了", "空了", "是", "出租房", "失能老人", "上个月", "13812345678", "，", "新来了", "一个人", "叫", "身份证号", "住", "现在", "租给", "一家三口", "吗", "？", " "];
    private static readonly Gen<string> Anything = Gen.OneOf(Gen.String, Gen.Int[0, Words.Length - 1].Array[0, 10].Select(picked => string.Concat(picked.Select(i => Words[i]))));

    [Fact]
    public void It_never_throws_and_a_question_mark_is_never_a_correction()
    {
        var reader = new CorrectionReader(CorrectionRules.Default, CatalogFiles.Load().Tags.Select(t => t.Name).ToHashSet());
        Anything.Sample(text =>
        {
            var said = reader.Read(text, new(2026, 11, 1));
            if (said is null) return;
            Assert.DoesNotContain('？', text);
            Assert.NotEmpty(said.Changes);
        }, iter: 3_000);
    }
}
