using System.Buffers.Binary;
using PalmAssistant.Ask;
using SkiaSharp;

namespace PalmAssistant.Tests.Ask;

/// <summary>Pictures are drawn without a display, in Chinese, large enough for what they show.</summary>
public class ChartImageTests
{
    private static readonly ChartFont Font = ChartFont.Find() ?? throw new InvalidOperationException("No Chinese font: ./palm setup installs one.");

    private static Chart Of(ChartKind kind, IReadOnlyList<string> categories, params double?[][] series) =>
        new(kind, "松鹤社区 · 实有人口 · 独居老人", "范围：松鹤社区；数据截至 2026-11-01；来源：摸排（2026-10-28）", categories, [.. series.Select((s, i) => new ChartSeries(i == 0 ? "男" : "女", s))], "人", "");

    [Fact]
    public void A_picture_is_a_png_as_high_as_its_rows()
    {
        var (few, many) = (Size(Of(ChartKind.Bars, ["甲", "乙"], [3, 4])), Size(Of(ChartKind.Bars, [.. Enumerable.Range(1, 20).Select(i => $"第{i}社区")], [.. Enumerable.Range(1, 20).Select(i => (double?)i)])));
        Assert.Equal((1200, 1200), (few.Width, many.Width));
        Assert.True(many.Height > few.Height * 2);
    }

    [Theory]
    [InlineData(ChartKind.Bars), InlineData(ChartKind.Pyramid), InlineData(ChartKind.Line)]
    public void Nothing_but_noughts_and_gaps_is_drawn_too(ChartKind kind) => Assert.True(Size(Of(kind, ["一月", "二月", "三月"], [0, null, 0], [0, null, null])).Height > 300);

    [Fact]
    public void Chinese_letters_are_letters_and_not_boxes()
    {
        using var face = Font.Sized(40, false);
        Assert.DoesNotContain((ushort)0, face.GetGlyphs("独居老人口金字塔街道社区"));
        Assert.NotEqual(Inked("独"), Inked("居"));

        int Inked(string letter)
        {
            using var bitmap = new SKBitmap(60, 60);
            using var canvas = new SKCanvas(bitmap);
            using var pen = new ChartPen(canvas, Font);
            canvas.Clear(SKColors.White);
            pen.Text(letter, 5, 30, 40, SKColors.Black);
            return bitmap.Pixels.Count(p => p.Red < 128);
        }
    }

    [Fact]
    public void Words_too_long_for_a_line_are_broken_after_a_mark()
    {
        using var bitmap = new SKBitmap(1, 1);
        using var canvas = new SKCanvas(bitmap);
        using var pen = new ChartPen(canvas, Font);
        var lines = pen.Wrap("范围：松鹤社区；数据截至 2026-11-01；来源：街居摸排、公安户籍", 260, 16);
        Assert.True(lines.Count > 1);
        Assert.All(lines, l => Assert.True(pen.Width(l, 16) <= 260));
        Assert.EndsWith("；", lines[0]);
    }

    private static (int Width, int Height) Size(Chart chart)
    {
        var png = ChartImage.Png(chart, Font);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }
}
