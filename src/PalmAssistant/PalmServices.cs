using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Corrections;
using PalmAssistant.Policies;
using PalmAssistant.Reports;
using PalmAssistant.Storage;

namespace PalmAssistant;

/// <summary>Everything the product does, without a channel: a host, a command or a test adds it and gets the same assistant. One line a slice.</summary>
public static class PalmServices
{
    public static IServiceCollection AddPalm(this IServiceCollection services, PalmSettings settings)
    {
        var clock = new PalmClock(settings.Today);
        services.AddSingleton(settings).AddSingleton(clock).AddSingleton<TimeProvider>(clock);
        services.AddStorage(settings);
        services.AddAccess();
        services.AddConversation(settings);
        services.AddAsk();
        services.AddReports();
        services.AddCorrections();
        services.AddPolicies();
        foreach (var dialog in Assistant.Dialogs) services.AddScoped(typeof(IDialog), dialog);
        return services;
    }
}
