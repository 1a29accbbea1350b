using Hangfire;
using Hangfire.PostgreSql;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Corrections;
using PalmAssistant.Reports;

namespace PalmAssistant.Web;

/// <summary>When things happen by themselves. Doorbells only: each line calls work that also runs without Hangfire. <c>Palm:Jobs=off</c> leaves them out.</summary>
public static class Jobs
{
    public static IServiceCollection AddJobs(this IServiceCollection services, PalmSettings settings, IConfiguration configuration)
    {
        if (!AreOn(configuration)) return services;
        services.AddHangfire(hangfire => hangfire
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(settings.Database), new PostgreSqlStorageOptions { SchemaName = "hangfire", QueuePollInterval = TimeSpan.FromSeconds(15) }));
        return services.AddHangfireServer(server => { server.WorkerCount = 2; server.SchedulePollingInterval = TimeSpan.FromMinutes(1); });
    }

    public static void ScheduleJobs(this WebApplication app)
    {
        if (!AreOn(app.Configuration)) return;
        var jobs = app.Services.GetRequiredService<IRecurringJobManager>();
        jobs.AddOrUpdate<ReportPeriods>("reports/send-due", p => p.SendDue(CancellationToken.None), "5 * * * *");
        jobs.AddOrUpdate<Reminders>("reports/remind", r => r.SendDue(CancellationToken.None), "*/10 * * * *");
        jobs.AddOrUpdate<Retention>("conversation/forget-old", r => r.ForgetOld(CancellationToken.None), Cron.Daily(3));
        jobs.AddOrUpdate<AuditRetention>("access/prune-audit", r => r.Prune(CancellationToken.None), Cron.Daily(4));
        jobs.AddOrUpdate<CorrectionWriter>("corrections/write-open", w => w.WriteOpen(CancellationToken.None), Cron.Minutely());
    }

    private static bool AreOn(IConfiguration configuration) => !string.Equals(configuration["Palm:Jobs"], "off", StringComparison.OrdinalIgnoreCase);
}
