using SkiaSharp;

namespace PalmAssistant.Ask;

public enum TextSide { Left, Middle, Right }

/// <summary>Draws words, bars and lines on a canvas; words are placed by the middle of their letters.</summary>
public sealed class ChartPen(SKCanvas canvas, ChartFont font) : IDisposable
{
    public static readonly SKColor Blue = new(0x14, 0x63, 0xc8), Rose = new(0xd6, 0x55, 0x7a), Ink = new(0x1d, 0x27, 0x33), Soft = new(0x5d, 0x6b, 0x7a), Line = new(0xe3, 0xe8, 0xee);
    private readonly SKPaint paint = new() { IsAntialias = true };

    public void Text(string text, float x, float middle, float size, SKColor colour, TextSide side = TextSide.Left, bool bold = false)
    {
        using var face = font.Sized(size, bold);
        paint.Color = colour;
        var align = side switch { TextSide.Right => SKTextAlign.Right, TextSide.Middle => SKTextAlign.Center, _ => SKTextAlign.Left };
        canvas.DrawText(text, x, middle + size * 0.36f, align, face, paint);
    }

    public float Width(string text, float size, bool bold = false)
    {
        using var face = font.Sized(size, bold);
        return face.MeasureText(text);
    }

    /// <summary>Lines no wider than <paramref name="most"/>, broken after a mark where one is near.</summary>
    public IReadOnlyList<string> Wrap(string text, float most, float size, bool bold = false)
    {
        var lines = new List<string>();
        while (text.Length > 0)
        {
            var length = text.Length;
            while (length > 1 && Width(text[..length], size, bold) > most) length--;
            if (length < text.Length && Mark(text, length) is > 0 and var mark) length = mark + 1;
            lines.Add(text[..length].Trim());
            text = text[length..];
        }
        return lines;
    }

    // A break between two statements is better than one inside.
    private static int Mark(string text, int length) =>
        text.LastIndexOfAny(['·', '；'], length - 1, length * 2 / 3) is > 0 and var strong ? strong : text.LastIndexOfAny(['，', '、', '：', ' '], length - 1, length / 2);

    /// <summary>Cuts a word that is too wide.</summary>
    public string Fit(string text, float most, float size)
    {
        if (Width(text, size) <= most) return text;
        while (text.Length > 1 && Width(text + "…", size) > most) text = text[..^1];
        return text + "…";
    }

    public void Bar(float x, float y, float width, float height, SKColor colour)
    {
        paint.Color = colour;
        canvas.DrawRoundRect(Math.Min(x, x + width), y, Math.Max(Math.Abs(width), 1.5f), height, 3, 3, paint);
    }

    public void Stroke(float x1, float y1, float x2, float y2, SKColor colour, float thick = 1)
    {
        (paint.Color, paint.StrokeWidth) = (colour, thick);
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    public void Dot(float x, float y, SKColor colour)
    {
        paint.Color = colour;
        canvas.DrawCircle(x, y, 6, paint);
    }

    public void Dispose() => paint.Dispose();
}
