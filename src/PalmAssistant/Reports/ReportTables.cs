using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports;

/// <summary>Entities onto the tables of <c>Schema/070_reports.sql</c>.</summary>
internal sealed class ReportTables : IEntityTypeConfiguration<Report>, IEntityTypeConfiguration<Issue>, IEntityTypeConfiguration<Submission>, IEntityTypeConfiguration<Line>, IEntityTypeConfiguration<Trace>, IEntityTypeConfiguration<ReportSeries>
{
    private const string Schema = "reports";

    public void Configure(EntityTypeBuilder<Report> e)
    {
        e.ToTable("report", Schema).HasKey(x => x.Id);
        e.Property(x => x.Id).ValueGeneratedNever();
        Json(e.Property(x => x.Design));
    }

    public void Configure(EntityTypeBuilder<Issue> e)
    {
        e.Ignore(i => i.Wanted);
        e.ToTable("issue", Schema).HasKey(x => x.Id);
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Period).HasConversion(p => p.ToString().ToLowerInvariant(), s => Enum.Parse<ReportPeriod>(s, true));
        e.Property(x => x.Asks).HasColumnType("text[]").HasConversion(a => a.ToArray(), a => a);
        e.HasOne<Report>().WithMany().HasForeignKey(x => x.ReportId);
        e.HasOne<Issue>().WithMany().HasForeignKey(x => x.Previous);
        e.HasMany(x => x.Submissions).WithOne().HasForeignKey(s => s.IssueId);
        e.HasMany(x => x.Traces).WithOne().HasForeignKey(t => t.IssueId);
    }

    public void Configure(EntityTypeBuilder<Submission> e)
    {
        e.ToTable("submission", Schema).HasKey(x => x.Id);
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.State).HasConversion(p => p.ToString().ToLowerInvariant(), s => Enum.Parse<SubmissionState>(s, true));
        Json(e.Property(x => x.Sources));
        Json(e.Property(x => x.Remarks));
        e.HasMany(x => x.Lines).WithOne().HasForeignKey(l => l.SubmissionId);
        e.HasMany(x => x.Traces).WithOne().HasForeignKey(t => t.SubmissionId);
    }

    public void Configure(EntityTypeBuilder<Line> e)
    {
        e.ToTable("line", Schema).HasKey(x => new { x.SubmissionId, x.Table, x.Key });
        e.Property(x => x.Table).HasColumnName("table_no").HasConversion<short>();
        Json(e.Property(x => x.Prefilled));
        Json(e.Property(x => x.Typed));
        e.Ignore(x => x.Columns);
    }

    public void Configure(EntityTypeBuilder<Trace> e)
    {
        e.ToTable("trace", Schema).HasKey(x => x.Id);
        e.Property(x => x.Id).UseIdentityAlwaysColumn();
    }

    public void Configure(EntityTypeBuilder<ReportSeries> e)
    {
        e.ToTable("series", Schema).HasKey(x => x.Id);
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Period).HasConversion(p => p.ToString().ToLowerInvariant(), s => Enum.Parse<ReportPeriod>(s, true));
        Json(e.Property(x => x.Targets));
    }

    /// <summary>A value replaced as a whole, never edited in place: reference equality tells a change.</summary>
    private static void Json<T>(PropertyBuilder<T> property) where T : class =>
        property.HasColumnType("jsonb").HasConversion(v => JsonSerializer.Serialize(v, JsonOptions), s => JsonSerializer.Deserialize<T>(s, JsonOptions)!);

    internal static readonly JsonSerializerOptions JsonOptions = new(CatalogFiles.Json) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}

/// <summary>The slice's doors into the database.</summary>
public static class ReportQueries
{
    extension(PalmDb db)
    {
        public DbSet<Report> Reports => db.Set<Report>();
        public DbSet<Issue> ReportIssues => db.Set<Issue>();
        public DbSet<Submission> ReportSubmissions => db.Set<Submission>();
        public DbSet<Line> ReportLines => db.Set<Line>();
        public DbSet<Trace> ReportTraces => db.Set<Trace>();
        public DbSet<ReportSeries> ReportSeries => db.Set<ReportSeries>();
    }

    /// <summary>What lies within the account's own region; a publisher sees what it issued, whose targets always lie there.</summary>
    public static IQueryable<Submission> VisibleTo(this IQueryable<Submission> submissions, Account account)
    {
        var range = RegionRange.Of(account.Region);
        return submissions.Where(s => s.Target >= range.Low && s.Target <= range.High);
    }

    /// <summary>Issues of one's own region and of those below it, issued by oneself or given to oneself to review.</summary>
    public static IQueryable<Issue> VisibleTo(this IQueryable<Issue> issues, Account account)
    {
        var range = RegionRange.Of(account.Region);
        return issues.Where(i => i.Publisher == account.Id || i.Reviewers.Any(r => r == account.Id) || i.Submissions.Any(s => s.Target >= range.Low && s.Target <= range.High));
    }
}
