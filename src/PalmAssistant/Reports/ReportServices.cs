using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PalmAssistant.Access;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Export;

namespace PalmAssistant.Reports;

public static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportSubmissions>().AddSingleton<ReportLines>().AddSingleton<ReportDesk>().AddSingleton<Filling.Prefill>().AddSingleton<OpenReport>().AddSingleton<RollUp>().AddSingleton<Burden>();
        services.AddSingleton<Reminders>().AddSingleton<ReportPeriods>();
        services.AddSingleton<ReportFiles>().AddSingleton<FullNumbers>();
        services.AddSingleton<ExtensionTalk>().AddSingleton<RollUpTalk>().AddSingleton<FilledCorrections>();
        services.AddSingleton<PublisherTalk>().AddSingleton<FillerTalk>().AddSingleton<FollowUpTalk>().AddSingleton<ReturnedWorkbook>();
        services.AddSingleton<Pages.FormPage>().AddSingleton<Pages.FormAttention>().AddSingleton<Pages.FillCells>().AddSingleton<Pages.Attachments>().AddSingleton<Pages.FormDesk>();
        services.AddSingleton<Pages.DesignDesk>().AddSingleton<Pages.PublishDesk>().AddSingleton<Pages.FollowDesk>();
        services.AddSingleton<IssueChanges>().AddSingleton<IssueTalk>();
        services.AddSingleton<CardTalk>();
        services.AddSingleton<FileTalk>();
        services.TryAddSingleton<Audit>();
        return services;
    }
}
