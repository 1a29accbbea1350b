using PalmAssistant.Conversation;

namespace PalmAssistant.Ask;

/// <summary>Charts as files: drawn, kept for a while under an unguessable address, handed over as an attachment whose name says what is to be seen.</summary>
public sealed class ChartPictures(ExportFiles files, PalmSettings settings) : IDisposable
{
    private const int LongestName = 110;
    private readonly Lazy<ChartFont?> font = new(() => ChartFont.Find(settings.ChartFont));

    /// <summary>A Chinese font is there.</summary>
    public bool CanDraw => font.Value is not null;

    internal async Task<OutgoingFile> Keep(string account, Chart chart, CancellationToken ct)
    {
        var png = ChartImage.Png(chart, font.Value!);
        var name = (chart.Alt.Length > LongestName ? chart.Alt[..LongestName] + "…" : chart.Alt) + ".png";
        var url = await files.Keep(account, name, async file => await file.WriteAsync(png, ct), chart.Categories.Count, ct);
        return new(name, "image/png", url);
    }

    public void Dispose()
    {
        if (font.IsValueCreated) font.Value?.Dispose();
    }
}
