namespace PalmAssistant.Access;

/// <summary>A department's own matters: 民政, 司法, 卫健 …; written with or without 区, 局, 委.</summary>
public static class Department
{
    /// <summary>Any department may see it beside its own matter.</summary>
    public const string Any = "*";

    /// <summary>"市北区民政局" and "民政" own the same matters.</summary>
    public static bool Owns(string? department, IEnumerable<string> business) =>
        department is { Length: > 0 } && business.Any(b => b != Any && department.Contains(b, StringComparison.Ordinal));
}
