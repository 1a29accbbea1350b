namespace PalmAssistant.Demo.People;

/// <summary>Names as each generation gives them.</summary>
internal sealed class Names(Words words)
{
    private readonly double[] cumulative = Cumulate([.. words.Surnames.Select((_, rank) => 1.0 / (rank + 6))]);

    public string Surname(Dice dice)
    {
        var at = dice.NextShare() * cumulative[^1];
        var i = Array.BinarySearch(cumulative, at);
        return words.Surnames[Math.Min(i < 0 ? ~i : i, cumulative.Length - 1)];
    }

    /// <summary>A given name of 1 or 2 characters for someone born in that year.</summary>
    public string Given(Dice dice, bool male, int birthYear)
    {
        var era = words.Given[birthYear switch { < 1962 => "old", < 1983 => "middle", < 2006 => "young", _ => "child" }];
        var set = male ? era.Male : era.Female;
        if (dice.Chance(0.06)) return dice.Pick(era.Common);
        if (set.Single.Length > 0 && dice.Chance(0.2)) return dice.Pick(set.Single).ToString();
        return $"{dice.Pick(set.First)}{dice.Pick(set.Second)}";
    }

    public string Any(Dice dice) => Surname(dice) + Given(dice, dice.Chance(0.5), dice.Between(1965, 1999));

    /// <summary>The name as a hurried surveyor hears it, or null when no character of it has a homophone.</summary>
    public string? Misheard(string name)
    {
        for (var i = name.Length - 1; i > 0; i--)
            if (words.SameSound.TryGetValue(name[i], out var other)) return $"{name[..i]}{other}{name[(i + 1)..]}";
        return null;
    }

    private static double[] Cumulate(double[] weights)
    {
        for (var i = 1; i < weights.Length; i++) weights[i] += weights[i - 1];
        return weights;
    }
}
