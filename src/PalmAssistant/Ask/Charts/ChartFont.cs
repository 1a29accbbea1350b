using SkiaSharp;

namespace PalmAssistant.Ask;

/// <summary>A Chinese font for pictures, read from a file: Noto Sans CJK, Source Han Sans or WenQuanYi as the system's package installs them (`./palm setup`), or the one a setting names.</summary>
public sealed class ChartFont : IDisposable
{
    private static readonly string[] Folders = ["/usr/share/fonts", "/usr/local/share/fonts"];
    private static readonly string[] Names = ["NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf"];
    private readonly SKTypeface regular;
    private readonly SKTypeface bold;

    private ChartFont(SKTypeface regular, SKTypeface bold) => (this.regular, this.bold) = (regular, bold);

    /// <summary>Null when the machine has no Chinese font: then there are no pictures, only tables.</summary>
    /// <param name="file">a font file of one's own choice</param>
    public static ChartFont? Find(string? file = null)
    {
        var path = file is { Length: > 0 } && File.Exists(file) ? file : Installed();
        if (path is null || Load(path) is not { } regular) return null;
        var heavier = path.Replace("Regular", "Bold", StringComparison.Ordinal);
        return new(regular, heavier != path && File.Exists(heavier) && Load(heavier) is { } face ? face : regular);
    }

    public SKFont Sized(float size, bool heavy) => new(heavy ? bold : regular, size) { Edging = SKFontEdging.Antialias, Subpixel = true, Embolden = heavy && ReferenceEquals(bold, regular) };

    private static string? Installed()
    {
        var files = Folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })).GroupBy(Path.GetFileName).ToDictionary(g => g.Key!, g => g.First(), StringComparer.OrdinalIgnoreCase);
        return Names.Select(n => files.GetValueOrDefault(n)).FirstOrDefault(p => p is not null);
    }

    // A collection holds a face a region; the one for mainland China writes 直 and 骨 as people here do.
    private static SKTypeface? Load(string path)
    {
        for (var i = 0; i < 12; i++)
        {
            var face = SKTypeface.FromFile(path, i);
            if (face is null) break;
            if (i == 0 && !path.EndsWith(".ttc", StringComparison.OrdinalIgnoreCase) || face.FamilyName.EndsWith(" SC", StringComparison.Ordinal) || face.FamilyName.Contains("WenQuanYi", StringComparison.Ordinal)) return face;
            face.Dispose();
        }
        return SKTypeface.FromFile(path, 0);
    }

    public void Dispose()
    {
        if (!ReferenceEquals(bold, regular)) bold.Dispose();
        regular.Dispose();
    }
}
