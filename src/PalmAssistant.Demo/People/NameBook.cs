namespace PalmAssistant.Demo.People;

/// <summary>
/// Remembers every name and birth date given out (as 8-byte hashes), so that a survey row without a usable number
/// can be promised to match exactly one person, or none, in a district of any size.
/// </summary>
internal sealed class NameBook
{
    private readonly HashSet<ulong> once = [];
    private readonly HashSet<ulong> several = [];
    private readonly HashSet<ulong> reserved = [];

    /// <summary>Nobody else may have this name and birth date from now on.</summary>
    public bool IsFree(string name, DateOnly birth) => !reserved.Contains(Key(name, birth));

    /// <summary>Notes one person with an identity number under this name.</summary>
    public void Enter(string name, DateOnly birth)
    {
        var key = Key(name, birth);
        if (!once.Add(key)) several.Add(key);
    }

    public bool IsUnique(string name, DateOnly birth) => Key(name, birth) is var key && once.Contains(key) && !several.Contains(key);

    public bool IsUnknown(string name, DateOnly birth) => !once.Contains(Key(name, birth));

    public void Reserve(string name, DateOnly birth) => reserved.Add(Key(name, birth));

    private static ulong Key(string name, DateOnly birth) => Dice.Hash(name) * 31 + (ulong)birth.DayNumber;
}
