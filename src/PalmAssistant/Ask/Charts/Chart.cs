namespace PalmAssistant.Ask;

public enum ChartKind { Bars, Pyramid, Line }

/// <summary>What a picture shows: categories along one axis, one or two rows of figures, and the words that make it a proof of something.</summary>
/// <param name="Footer">scope, date and source: they are in the picture, for it travels without its message</param>
/// <param name="Alt">the same in words, for those who do not see it</param>
public sealed record Chart(ChartKind Kind, string Title, string Footer, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series, string Unit, string Alt);

/// <param name="Values">null = not known</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values)
{
    public double Most => Values.Max() ?? 0;
}
