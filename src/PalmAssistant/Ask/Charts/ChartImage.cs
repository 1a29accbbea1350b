using System.Globalization;
using SkiaSharp;

namespace PalmAssistant.Ask;

/// <summary>Draws a chart as a PNG 600 points wide (twice the pixels): readable on a phone, no display and no system fonts needed.</summary>
public static class ChartImage
{
    private const int Width = 600, Scale = 2;
    private const float Margin = 24, TitleSize = 24, LabelSize = 20, FigureSize = 20, FooterSize = 16, Gap = 1.45f;

    public static byte[] Png(Chart chart, ChartFont font)
    {
        using var measure = new SKBitmap(1, 1);
        using var trial = new SKCanvas(measure);
        using var ruler = new ChartPen(trial, font);
        var title = ruler.Wrap(chart.Title, Width - 2 * Margin, TitleSize, bold: true);
        var footer = ruler.Wrap(chart.Footer, Width - 2 * Margin, FooterSize);
        var legend = chart.Series.Count > 1 ? 40 : 0;
        var top = Margin + title.Count * TitleSize * Gap + legend + 8;
        var body = Height(chart);
        var height = top + body + 18 + footer.Count * FooterSize * Gap + Margin / 2;

        using var surface = SKSurface.Create(new SKImageInfo(Width * Scale, (int)(height * Scale), SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
        using var pen = new ChartPen(surface.Canvas, font);
        for (var i = 0; i < title.Count; i++) pen.Text(title[i], Margin, Margin + (i + 0.5f) * TitleSize * Gap, TitleSize, ChartPen.Ink, bold: true);
        if (legend > 0) Legend(pen, chart, top - legend / 2f - 8);
        switch (chart.Kind)
        {
            case ChartKind.Line: Line(pen, chart, top, body); break;
            case ChartKind.Pyramid: Pyramid(pen, chart, top, body); break;
            default: Bars(pen, chart, top, body); break;
        }
        for (var i = 0; i < footer.Count; i++) pen.Text(footer[i], Margin, top + body + 18 + (i + 0.5f) * FooterSize * Gap, FooterSize, ChartPen.Soft);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 90);
        return data.ToArray();
    }

    private static float Height(Chart chart) => chart.Kind switch
    {
        ChartKind.Line => 340,
        ChartKind.Pyramid => chart.Categories.Count * 30,
        _ => chart.Categories.Count * (chart.Series.Count * 30 + 12),
    };

    private static void Legend(ChartPen pen, Chart chart, float middle)
    {
        var x = Margin;
        for (var s = 0; s < chart.Series.Count; s++)
        {
            pen.Bar(x, middle - 8, 16, 16, Colour(s));
            pen.Text(chart.Series[s].Name, x + 24, middle, LabelSize, ChartPen.Ink);
            x += 24 + pen.Width(chart.Series[s].Name, LabelSize) + 28;
        }
    }

    // Labels may be long and many: bars lie, the first on top.
    private static void Bars(ChartPen pen, Chart chart, float top, float body)
    {
        var label = Math.Min(chart.Categories.Max(c => pen.Width(c, LabelSize)), Width * 0.36f);
        var left = Margin + label + 14;
        var room = Width - left - Margin - chart.Series.Max(s => s.Values.Max(v => pen.Width(Figure(v), FigureSize))) - 10;
        var most = Math.Max(chart.Series.Max(s => s.Most), double.Epsilon);
        var slot = body / chart.Categories.Count;
        pen.Stroke(left, top, left, top + body, ChartPen.Line, 2);
        for (var i = 0; i < chart.Categories.Count; i++)
        {
            pen.Text(pen.Fit(chart.Categories[i], label, LabelSize), left - 10, top + (i + 0.5f) * slot, LabelSize, ChartPen.Ink, TextSide.Right);
            for (var s = 0; s < chart.Series.Count; s++)
            {
                var value = chart.Series[s].Values[i];
                var y = top + i * slot + 6 + s * 30;
                var length = (float)((value ?? 0) / most) * room;
                if (value is not null) pen.Bar(left + 1, y, length, 26, Colour(s));
                pen.Text(Figure(value), left + length + 8, y + 13, FigureSize, ChartPen.Ink);
            }
        }
    }

    // 男 to the left, 女 to the right, the oldest on top.
    private static void Pyramid(ChartPen pen, Chart chart, float top, float body)
    {
        var label = chart.Categories.Max(c => pen.Width(c, LabelSize - 2)) + 20;
        var figure = chart.Series.Max(s => s.Values.Max(v => pen.Width(Figure(v), FigureSize - 2))) + 8;
        var half = (Width - 2 * Margin - label) / 2 - figure;
        var (left, right) = (Margin + figure + half, Width - Margin - figure - half);
        var most = Math.Max(chart.Series.Max(s => s.Most), double.Epsilon);
        var n = chart.Categories.Count;
        for (var i = 0; i < n; i++)
        {
            var y = top + (n - 1 - i) * body / n + 2;
            var middle = y + 13;
            pen.Text(chart.Categories[i], Width / 2f, middle, LabelSize - 2, ChartPen.Ink, TextSide.Middle);
            var (men, women) = (chart.Series[0].Values[i], chart.Series[1].Values[i]);
            var (a, b) = ((float)((men ?? 0) / most) * half, (float)((women ?? 0) / most) * half);
            pen.Bar(left, y, -a, 26, Colour(0));
            pen.Bar(right, y, b, 26, Colour(1));
            pen.Text(Figure(men), left - a - 8, middle, FigureSize - 2, ChartPen.Ink, TextSide.Right);
            pen.Text(Figure(women), right + b + 8, middle, FigureSize - 2, ChartPen.Ink);
        }
    }

    // The figure stands at every point, so that no scale has to be read; the line need not begin at nought.
    private static void Line(ChartPen pen, Chart chart, float top, float body)
    {
        var values = chart.Series[0].Values;
        var known = values.OfType<double>().DefaultIfEmpty(0).ToList();
        var (low, high) = (known.Min(), known.Max());
        var (left, right, bottom) = (Margin + 40, Width - Margin - 40, top + body - 44);
        float X(int i) => values.Count == 1 ? (left + right) / 2 : left + i * (right - left) / (values.Count - 1);
        float Y(double v) => high == low ? (top + bottom) / 2 : (float)(bottom - 40 - (v - low) / (high - low) * (bottom - top - 90));
        for (var g = 0; g <= 3; g++) pen.Stroke(Margin, bottom - g * (bottom - top) / 3, Width - Margin, bottom - g * (bottom - top) / 3, ChartPen.Line);
        var every = Math.Max(1, (int)Math.Ceiling(values.Count * (pen.Width(chart.Categories[^1], LabelSize - 3) + 14) / (right - left + 80)));
        int? before = null;
        for (var i = 0; i < values.Count; i++)
        {
            if ((values.Count - 1 - i) % every == 0) pen.Text(chart.Categories[i], Math.Min(X(i), Width - Margin - pen.Width(chart.Categories[i], LabelSize - 3) / 2), bottom + 22, LabelSize - 3, ChartPen.Ink, TextSide.Middle);
            if (values[i] is not { } value) continue;
            if (before is { } b) pen.Stroke(X(b), Y(values[b]!.Value), X(i), Y(value), ChartPen.Blue, 3.5f);
            before = i;
        }
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) continue;
            pen.Dot(X(i), Y(value), ChartPen.Blue);
            var valley = (i == 0 || values[i - 1] is null || values[i - 1] > value) && i + 1 < values.Count && values[i + 1] > value;
            if ((values.Count - 1 - i) % every == 0) pen.Text(Figure(value), X(i), Y(value) + (valley ? 24 : -22), FigureSize, ChartPen.Ink, TextSide.Middle, bold: true);
        }
    }

    private static SKColor Colour(int series) => series == 0 ? ChartPen.Blue : ChartPen.Rose;

    private static string Figure(double? value) => value?.ToString("#,##0.##", CultureInfo.InvariantCulture) ?? "—";
}
