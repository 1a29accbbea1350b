using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace PalmAssistant.Storage;

public static class StorageServices
{
    /// <summary>The pooled data source, and <see cref="PalmDb"/> a scope (its factory for background work).</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, PalmSettings settings)
    {
        services.AddSingleton(_ =>
        {
            var text = new NpgsqlConnectionStringBuilder(settings.Database) { ApplicationName = "palm", MaxAutoPrepare = 64, IncludeErrorDetail = false };
            if (!settings.Database.Contains("Pool", StringComparison.OrdinalIgnoreCase)) text.MaxPoolSize = 60;
            var source = new NpgsqlDataSourceBuilder(text.ConnectionString);
            source.UseVector();
            return source.Build();
        });
        services.AddDbContextFactory<PalmDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.UseVector())
            .UseSnakeCaseNamingConvention());
        return services;
    }
}
