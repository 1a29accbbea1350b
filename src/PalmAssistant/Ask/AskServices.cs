using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Community;

namespace PalmAssistant.Ask;

public static class AskServices
{
    public static IServiceCollection AddAsk(this IServiceCollection services) => services
        .AddSingleton<CatalogSource>()
        .AddSingleton<CommunityQueries>();
}
