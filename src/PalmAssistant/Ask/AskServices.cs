using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

public static class AskServices
{
    public static IServiceCollection AddAsk(this IServiceCollection services) => services
        .AddSingleton<IReader, RuleReader>()
        .AddSingleton<RegisterReading>()
        .AddSingleton<CatalogSource>()
        .AddSingleton<CommunityQueries>()
        .AddSingleton<RegionFigures>()
        .AddSingleton<EstateChoice>()
        .AddSingleton<Trends>()
        .AddSingleton<NameFinder>()
        .AddSingleton<ChartPictures>()
        .AddSingleton<BriefingWriter>()
        .AddScoped<AskData>()
        .AddSingleton<ExportFiles>()
        .AddSingleton<ExportRequests>()
        .AddSingleton<ExportGate>()
        .AddSingleton<PlacePortrait>()
        .AddSingleton<HouseOf>()
        .AddSingleton<HeldTags>()
        .AddSingleton<HouseProfile>()
        .AddSingleton<Profiles>()
        .AddSingleton<PersonProfile>();
}
