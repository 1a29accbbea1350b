using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo.Drop;

/// <summary>All files of the drop, open side by side, so that a community can be written into all of them and be forgotten.</summary>
internal sealed class DropFolder : IDisposable
{
    private readonly DemoOptions options;
    private readonly Dictionary<string, FileKind> kinds = FileKind.All().ToDictionary(k => k.Number, StringComparer.Ordinal);
    private readonly Dictionary<string, DropFile> open = new(StringComparer.Ordinal);
    private readonly List<DropFile> all = [];
    private int partStreet;

    public DropFolder(DemoOptions options)
    {
        this.options = options;
        Directory.CreateDirectory(options.Folder);
        foreach (var kind in kinds.Values.Where(k => !IsInParts(k))) Open(kind, kind.Stem);
    }

    public DropFile this[string number] => open[number];

    public IEnumerable<FileTruth> Counts => all.Select(f => f.Count).OrderBy(c => c.File, StringComparer.Ordinal);

    public long Rows => all.Sum(f => (long)f.Count.Data);

    /// <summary>Starts the files that come in one part per street.</summary>
    public void Enter(Street street)
    {
        if (partStreet == street.Number) return;
        partStreet = street.Number;
        foreach (var kind in kinds.Values.Where(IsInParts))
        {
            if (open.TryGetValue(kind.Number, out var last)) last.Dispose();
            Open(kind, $"{kind.Stem}_{street.Name}");
        }
    }

    private bool IsInParts(FileKind kind) => kind.Parts && options.Style == DemoStyle.B;

    private void Open(FileKind kind, string stem)
    {
        var extension = kind.Form(options.Style) == "xlsx" ? ".xlsx" : ".csv";
        var file = new DropFile(kind, Path.Combine(options.Folder, stem + extension), options.Style, Dice.For(options.Seed, stem));
        all.Add(file);
        open[kind.Number] = file;
    }

    public void Dispose()
    {
        foreach (var file in open.Values) file.Dispose();
    }
}
