using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Policies;

public static class PolicyServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddSingleton<PolicyLibrary>().AddSingleton<PolicySynonyms>().AddSingleton<PolicyShelf>().AddSingleton<PolicyRecords>()
        .AddSingleton<PolicyChanges>().AddSingleton<RegressionSet>().AddSingleton<CuratedFiles>().AddSingleton<PublishCheck>()
        .AddSingleton(provider => new EmbedderChoice(provider.GetService<IConfiguration>() is { } settings && EndpointSettings.From(settings) is { } endpoint ? new EndpointEmbedder(endpoint) : null))
        .AddSingleton<ClauseVectors>().AddSingleton<VectorArm>().AddHostedService<EmbeddingJob>();
}
