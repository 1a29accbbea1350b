namespace PalmAssistant.Access;

/// <summary>The audit is kept for <see cref="PalmSettings.AuditKeepMonths"/>; what is older leaves, oldest first, and the chain goes on from where it was cut.</summary>
public sealed class AuditRetention(Audit audit, PalmSettings settings)
{
    /// <returns>how many rows left</returns>
    public Task<long> Prune(CancellationToken ct) => audit.Prune(TimeProvider.System.GetUtcNow().AddMonths(-settings.AuditKeepMonths), ct);

    /// <summary>“./palm audit prune [MONTHS]”.</summary>
    /// <returns>what to print, and whether it was done</returns>
    public async Task<(string Text, bool Done)> Prune(string? months, CancellationToken ct)
    {
        var keep = settings.AuditKeepMonths;
        if (months is not null && !int.TryParse(months, out keep)) return ($"“{months}”不是月数。用法：./palm audit prune [保留月数]", false);
        if (keep < PalmSettings.LeastAuditMonths) return ($"审计至少保存 {PalmSettings.LeastAuditMonths} 个月，不能只留 {keep} 个月，没有删除任何记录。", false);
        var removed = await audit.Prune(TimeProvider.System.GetUtcNow().AddMonths(-keep), ct);
        var check = await audit.Verify(ct);
        return ($"保留最近 {keep} 个月，清理 {removed} 行，剩下 {check.Rows} 行，审计链{(check.BrokenAt is { } row ? $"在第 {row} 行断开" : "完整")}。", check.BrokenAt is null);
    }
}
