using System.Text.Json;
using PalmAssistant.Access;

namespace PalmAssistant.Corrections;

/// <summary>What may be corrected, by whom, and whose consent it takes: <c>rules.json</c>, data a deployment may change.</summary>
public sealed record CorrectionRules(IReadOnlyList<CorrectableField> Fields, IReadOnlyList<ClosedField> Closed, IReadOnlyList<ProposingRole> Roles, IReadOnlyList<string> Approvers, string Others)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<CorrectionRules> Shipped = new(Read);

    public static CorrectionRules Default => Shipped.Value;

    /// <summary>By the catalogue's key or the Chinese name; null when it cannot be corrected.</summary>
    public CorrectableField? Field(string record, string keyOrName) => Fields.FirstOrDefault(f => f.Record == record && (f.Key == keyOrName || f.Name == keyOrName));

    public string? WhyClosed(string key) => Closed.FirstOrDefault(c => c.Key == key)?.Why;

    public ProposingRole? Of(Role role) => Roles.FirstOrDefault(r => r.Role == role.Name());

    /// <summary>The role that has to agree before these fields change; null = nobody has to.</summary>
    public string? Consent(Role role, IEnumerable<CorrectableField> fields) =>
        Of(role) is { } proposing && fields.Any(f => !proposing.AtOnce.Contains(f.Weight)) ? proposing.Approver : null;

    public bool MayApprove(Role role) => Approvers.Contains(role.Name());

    private static CorrectionRules Read()
    {
        using var stream = typeof(CorrectionRules).Assembly.GetManifestResourceStream("PalmAssistant.Corrections.rules.json")!;
        return JsonSerializer.Deserialize<CorrectionRules>(stream, Json)!;
    }
}

/// <param name="Record">person or house</param>
/// <param name="Key">the catalogue's key</param>
/// <param name="As">how a value is read: phone, text, choice, house, tags, number, death, newcomer, newcomers, confirmation</param>
/// <param name="Weight">plain, identity (who somebody is) or grave (a death): what the role table decides on</param>
/// <param name="Words">what people call it: 他的电话改成…</param>
public sealed record CorrectableField(string Record, string Key, string Name, string As, string Weight, IReadOnlyList<string> Words, string? Domain = null);

public sealed record ClosedField(string Key, string Why);

/// <param name="AtOnce">weights this role changes without asking anybody</param>
/// <param name="Approver">who has to agree to the others</param>
public sealed record ProposingRole(string Role, IReadOnlyList<string> AtOnce, string? Approver);
