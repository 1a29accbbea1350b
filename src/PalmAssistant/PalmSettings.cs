using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PalmAssistant;

/// <summary>The installation's settings, section "Palm" of the configuration (environment <c>PALM__…</c>).</summary>
public sealed record PalmSettings
{
    /// <summary>Npgsql connection string.</summary>
    public required string Database { get; init; }

    /// <summary>Absolute path: files, keys, the private database.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Pins the date; null = the real one.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>An empty database is filled with a fictional district.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>Messages an account may send a second, sustained; ten times as many in one burst.</summary>
    public int TurnsPerSecond { get; init; } = 20;

    /// <summary>A turn that works longer is given up with an error.</summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a silent conversation is kept.</summary>
    public TimeSpan KeepConversations { get; init; } = TimeSpan.FromDays(180);

    /// <summary>A Chinese font file for charts; null = the one the system has.</summary>
    public string? ChartFont { get; init; }

    /// <summary>A list with full numbers that has more rows needs somebody's consent.</summary>
    public int ExportRowsWithoutApproval { get; init; } = 50;

    /// <summary>How long an exported file may be fetched.</summary>
    public TimeSpan ExportLife { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Figures of people whom the account may not list are shown from this count on; below, as 少于N.</summary>
    public int SuppressBelow { get; init; } = 5;

    /// <summary>A data question that takes longer is given up with a reply that says so.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the audit is kept; never less than six months.</summary>
    public int AuditKeepMonths { get; init; } = 36;

    public const int LeastAuditMonths = 6;

    /// <summary>Between these hours people are told things without asking; outside them nobody is.</summary>
    public TimeOnly RemindFrom { get; init; } = new(8, 0);
    public TimeOnly RemindUntil { get; init; } = new(20, 0);

    /// <summary>Messages without being asked: at most so many a day and so far apart; what waits is merged.</summary>
    public int RemindersADay { get; init; } = 2;
    public TimeSpan BetweenReminders { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Where people reach the service ("https://palm.example.gov.cn"): links in cards and files become whole addresses; null = they stay relative.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Where Adaptive Card templates lie.</summary>
    public string CardFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "cards");

    /// <param name="isDevelopment">whether an empty database gets a demo district when nothing is set; in Production nobody wants invented people</param>
    /// <exception cref="SettingError">A setting is missing or cannot be read.</exception>
    public static PalmSettings From(IConfiguration configuration, bool isDevelopment = true)
    {
        var palm = configuration.GetSection("Palm");
        var folder = Path.GetFullPath(palm["DataFolder"] ?? ".palm");
        return new()
        {
            DataFolder = folder,
            Database = palm["Database"] ?? PrivateDatabase(folder)
                ?? throw new SettingError("没有数据库：请用 ./palm run 启动（自带私有数据库），或设置 PALM__Database。"),
            Today = palm["Today"] is { Length: > 0 } today ? ParseDate(today) : null,
            Demo = palm["Demo"]?.ToLowerInvariant() switch { null or "" => isDevelopment, "off" or "false" or "0" => false, _ => true },
            TurnsPerSecond = palm.GetValue("TurnsPerSecond", 20),
            KeepConversations = TimeSpan.FromDays(palm.GetValue("KeepConversationsDays", 180)),
            ChartFont = palm["ChartFont"],
            TurnTimeout = palm.GetValue("TurnTimeout", TimeSpan.FromSeconds(60)),
            ExportRowsWithoutApproval = AtLeast(0, palm.GetValue("Export:RowsWithoutApproval", 50), "PALM__Export__RowsWithoutApproval"),
            ExportLife = TimeSpan.FromHours(AtLeast(1, palm.GetValue("Export:LinkHours", 2), "PALM__Export__LinkHours")),
            SuppressBelow = AtLeast(0, palm.GetValue("SuppressBelow", 5), "PALM__SuppressBelow"),
            QueryTimeout = palm.GetValue("QueryTimeout", TimeSpan.FromSeconds(15)),
            RemindFrom = palm.GetValue("Reminders:From", new TimeOnly(8, 0)),
            RemindUntil = palm.GetValue("Reminders:Until", new TimeOnly(20, 0)),
            RemindersADay = AtLeast(0, palm.GetValue("Reminders:ADay", 2), "PALM__Reminders__ADay"),
            BetweenReminders = palm.GetValue("Reminders:Apart", TimeSpan.FromHours(4)),
            PublicAddress = palm["PublicAddress"] is { Length: > 0 } address ? WholeAddress(address) : null,
            AuditKeepMonths = AtLeast(LeastAuditMonths, palm.GetValue("Audit:KeepMonths", 36), "PALM__Audit__KeepMonths"),
        };
    }

    /// <summary>The private cluster of a data folder leaves the folder of its Unix socket in postgres.run/socket.</summary>
    private static string? PrivateDatabase(string folder)
    {
        var socket = Path.Combine(folder, "postgres.run", "socket");
        return File.Exists(socket) ? $"Host={File.ReadAllText(socket).Trim()};Port=5432;Username=palm;Database=palm" : null;
    }

    private static int AtLeast(int least, int value, string name) =>
        value >= least ? value : throw new SettingError($"{name} 不能小于 {least}，现在是 {value}。{(name.Contains("Audit", StringComparison.Ordinal) ? "审计按规定至少保存六个月。" : "")}");

    private static string WholeAddress(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? text.Trim().TrimEnd('/') : throw new SettingError($"PALM__PublicAddress 应写成 https://主机 的样子，现在是“{text}”。");

    private static DateOnly ParseDate(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new SettingError($"PALM__Today 应写成 2026-11-01 的样子，现在是“{text}”。");
}
