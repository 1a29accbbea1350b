using Microsoft.Extensions.DependencyInjection;

namespace PalmAssistant.Reports;

public static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportSubmissions>();
        return services;
    }
}
