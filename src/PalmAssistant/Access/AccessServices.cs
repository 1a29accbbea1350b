using Microsoft.Extensions.DependencyInjection;

namespace PalmAssistant.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddSingleton<Accounts>().AddSingleton<Audit>().AddTransient<AuditRetention>();
}
