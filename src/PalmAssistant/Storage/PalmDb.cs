using Microsoft.EntityFrameworkCore;

namespace PalmAssistant.Storage;

/// <summary>The one EF Core context. It names no entity: each slice brings its own table mapping and an extension property (<c>db.Reports</c>).</summary>
public sealed class PalmDb(DbContextOptions<PalmDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(PalmDb).Assembly);
}
