using Microsoft.Extensions.DependencyInjection;

namespace PalmAssistant.Corrections;

public static class CorrectionServices
{
    public static IServiceCollection AddCorrections(this IServiceCollection services) => services
        .AddSingleton(CorrectionRules.Default)
        .AddSingleton<Register>()
        .AddSingleton<SubjectFinder>()
        .AddSingleton<Drafting>()
        .AddSingleton<Proposals>()
        .AddSingleton<CorrectionWriter>()
        .AddSingleton<Freshness>()
        .AddSingleton<CorrectionDesk>()
        .AddSingleton<SaidProposals>();
}
