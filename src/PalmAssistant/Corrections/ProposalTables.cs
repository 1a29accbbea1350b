using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PalmAssistant.Access;
using PalmAssistant.Storage;

namespace PalmAssistant.Corrections;

/// <summary>The proposal onto <c>Schema/110_corrections.sql</c>.</summary>
internal sealed class ProposalTables : IEntityTypeConfiguration<Proposal>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public void Configure(EntityTypeBuilder<Proposal> e)
    {
        e.ToTable("proposal", "correction").HasKey(x => x.Id);
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.State).HasConversion(s => s.ToString().ToLowerInvariant(), s => Enum.Parse<ProposalState>(s, true));
        e.Property(x => x.Changes).HasColumnType("jsonb").HasConversion(v => JsonSerializer.Serialize(v, Json), s => JsonSerializer.Deserialize<IReadOnlyList<FieldChange>>(s, Json)!);
    }
}

public static class ProposalQueries
{
    extension(PalmDb db)
    {
        public DbSet<Proposal> Proposals => db.Set<Proposal>();
    }

    /// <summary>One's own, and those about one's own region.</summary>
    public static IQueryable<Proposal> VisibleTo(this IQueryable<Proposal> proposals, Account account)
    {
        var range = RegionRange.Of(account.Region);
        return proposals.Where(p => p.ByAccount == account.Id || p.Region >= range.Low && p.Region <= range.High);
    }
}
