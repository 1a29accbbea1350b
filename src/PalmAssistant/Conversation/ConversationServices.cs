using Microsoft.Extensions.DependencyInjection;

namespace PalmAssistant.Conversation;

public static class ConversationServices
{
    /// <summary>The log, the runner and the cards. The queue that calls the runner is added by a host that serves (<see cref="AddTurnQueue"/>).</summary>
    public static IServiceCollection AddConversation(this IServiceCollection services, PalmSettings settings) => services
        .AddSingleton<ConversationLog>()
        .AddSingleton<ConversationFeed>()
        .AddSingleton<Notices>()
        .AddSingleton<ActivityWriter>()
        .AddSingleton(_ => new CardTemplates(settings.CardFolder))
        .AddSingleton(_ => new TurnLimit(settings.TurnsPerSecond))
        .AddSingleton<TurnRunner>()
        .AddTransient<Retention>();

    public static IServiceCollection AddTurnQueue(this IServiceCollection services) => services
        .AddSingleton<TurnQueue>()
        .AddHostedService(provider => provider.GetRequiredService<TurnQueue>());
}
