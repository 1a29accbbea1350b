namespace PalmAssistant.Demo.Drop;

/// <summary>One of the 21 kinds of file, from Data/files.json. Columns are "header|alias|alias" in the contract's order.</summary>
internal sealed record FileKind(string Number, string Name, string A, string B, string[] Columns, bool Parts = false, bool Clean = false)
{
    public static FileKind[] All() => Words.Read<FileKind[]>("files.json");

    /// <summary>csv, bom, gb18030 or xlsx.</summary>
    public string Form(DemoStyle style) => style == DemoStyle.A ? A : B;

    public string Stem => $"{Number}_{Name}";
}
