using PalmAssistant.Conversation;

namespace PalmAssistant.Reports.Dialog;

/// <summary>What one conversation remembers of reports. The reports themselves are in the database: forgetting this loses nothing.</summary>
public sealed record ReportMemory
{
    private const string Key = "reports";

    /// <summary>A designed report that waits for "发吧".</summary>
    public Guid? Draft { get; init; }
    public IReadOnlyList<Target> Targets { get; init; } = [];
    public DateOnly? Due { get; init; }
    public TimeOnly? DueTime { get; init; }

    /// <summary>How often it is asked; reviewers' accounts; the issue it goes on from ("还是上次那个表").</summary>
    public Forms.ReportPeriod Period { get; init; }
    public IReadOnlyList<string> Reviewers { get; init; } = [];
    public Guid? Previous { get; init; }

    /// <summary>The filled table was offered instead of a report.</summary>
    public bool Offered { get; init; }

    /// <summary>The submission being filled, and whether it is still unfinished business.</summary>
    public Guid? Open { get; init; }

    /// <summary>The publisher's issue last spoken of.</summary>
    public Guid? Issue { get; init; }

    /// <summary>The part the publisher looked at last: "打回去" and "通过" mean it.</summary>
    public Guid? Looked { get; init; }

    /// <summary>Cells the filler wanted to leave for later.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>"why", "overtaken", "purpose" or "cell": what was asked last.</summary>
    public string? Waits { get; init; }
    public string? Cell { get; init; }
    public string? Value { get; init; }
    public int Seen { get; init; }

    /// <summary>The cell filled or explained last: "不对，是6" means it.</summary>
    public string? Last { get; init; }

    /// <summary>Cell → version as last shown to this person.</summary>
    public IReadOnlyDictionary<string, int> Versions { get; init; } = new Dictionary<string, int>();

    public static ReportMemory Of(DialogState state) => state.Get<ReportMemory>(Key) ?? new();

    public void Save(DialogState state) => state.Set(Key, this);

    public ReportMemory Answered() => this with { Waits = null, Cell = null, Value = null, Seen = 0 };
}
