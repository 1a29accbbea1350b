namespace PalmAssistant.Reports;

/// <summary>A report's design, kept as a template.</summary>
public sealed class Report
{
    private Report() { }

    public Guid Id { get; private init; }
    public string Title { get; private set; } = "";
    public ReportDesign Design { get; private set; } = null!;

    /// <summary>The uploaded blank .xlsx; null when the report was made by words.</summary>
    public byte[]? Workbook { get; private init; }
    public string Publisher { get; private init; } = "";
    public string PublisherName { get; private init; } = "";
    public long Region { get; private init; }
    public string RegionName { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    internal void Redesign(ReportDesign design) => (Design, Title) = (design, design.Form.Title);

    public static Report Designed(Guid id, ReportDesign design, byte[]? workbook, Access.Account by, DateTimeOffset at) => new()
    {
        Id = id, Title = design.Form.Title, Design = design, Workbook = workbook, Publisher = by.Id, PublisherName = by.Name, Region = by.Region, RegionName = by.RegionName, CreatedAt = at.ToUniversalTime(),
    };
}
