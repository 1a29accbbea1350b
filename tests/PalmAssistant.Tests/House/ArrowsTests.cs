using System.Text.RegularExpressions;

namespace PalmAssistant.Tests.House;

/// <summary>The arrows of the house point down. Projects are held by the compiler; slices inside PalmAssistant are held here.</summary>
public partial class ArrowsTests
{
    private static readonly string[] Foundations = ["Conversation", "Community", "Access", "Model", "Storage"];
    private static readonly string[] Features = ["Ask", "Reports", "Tasks", "Files", "Policies", "Eligibility", "Imports", "Corrections"];

    [Fact]
    public void A_foundation_never_looks_up_at_a_feature()
    {
        var offences = SourceFiles(Foundations).SelectMany(f => Uses(f.Path).Where(Features.Contains).Select(used => $"{f.Slice} → {used}: {f.Path}"));
        Assert.Empty(offences);
    }

    [Fact]
    public void Language_names_nothing_above_it()
    {
        var offences = Directory.EnumerateFiles(Path.Combine(Root, "src", "PalmAssistant.Language"), "*.cs", SearchOption.AllDirectories)
            .Where(p => !p.Contains("/obj/"))
            .Where(p => AnyUsing().Matches(File.ReadAllText(p)).Any(m => m.Groups[1].Value.StartsWith("PalmAssistant.", StringComparison.Ordinal) && !m.Groups[1].Value.StartsWith("PalmAssistant.Language", StringComparison.Ordinal)));
        Assert.Empty(offences);
    }

    [Fact]
    public void Only_Model_names_Semantic_Kernel()
    {
        var offences = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(p => !p.Contains("/obj/") && !p.Contains("/Model/"))
            .Where(p => File.ReadAllText(p).Contains("Microsoft.SemanticKernel", StringComparison.Ordinal));
        Assert.Empty(offences);
    }

    private static IEnumerable<(string Slice, string Path)> SourceFiles(string[] slices) =>
        from slice in slices
        let folder = Path.Combine(Root, "src", "PalmAssistant", slice)
        where Directory.Exists(folder)
        from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        select (slice, path);

    private static IEnumerable<string> Uses(string path) => SliceUsing().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value).Distinct();

    /// <summary>The repository's root, found upwards from the test's own folder.</summary>
    private static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "PalmAssistant.sln")) ? from : FindRoot(Path.GetDirectoryName(from)!);

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?PalmAssistant\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex SliceUsing();

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex AnyUsing();
}
