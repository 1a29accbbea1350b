using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Policies.Library;

namespace PalmAssistant.Policies;

public static class PolicyServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddSingleton<PolicyLibrary>().AddSingleton<PolicySynonyms>().AddSingleton<PolicyShelf>().AddSingleton<PolicyRecords>();
}
