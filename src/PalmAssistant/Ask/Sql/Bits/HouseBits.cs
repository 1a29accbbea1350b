namespace PalmAssistant.Ask;

/// <summary>
/// Who lives together, over bits: residents of a house stand side by side (schema 138), <c>house_first</c> marks the first of each house and
/// <c>house_next</c> whoever is followed by one of the same house. Each step looks twice as far as the one before; 128 to a house at most, which the schema makes sure of.
/// </summary>
/// <param name="let">gives an expression a name of its own, so that it is worked out once</param>
internal sealed class HouseBits(Func<string, string> let)
{
    private const int Farthest = 64;
    private readonly Dictionary<int, string> onward = [];
    private readonly Dictionary<int, string> back = [];

    /// <summary>The first of each house.</summary>
    public const string Heads = "b.house_first";

    /// <summary>Standing at the first of each house: whether at least so many of the house are in <paramref name="whose"/>.</summary>
    public string AtLeast(int least, string whose)
    {
        var some = let(whose);
        var left = some;
        for (var i = 1; i < least; i++) left = let($"{some} & {Later(left)}");
        return $"({From(left)} & {Heads})";
    }

    /// <summary>Whether somebody else of the house is in <paramref name="whose"/>.</summary>
    public string Others(string whose)
    {
        var some = let(whose);
        return $"({Later(some)} | {Earlier(some)})";
    }

    private string Later(string some) => $"(({From(some)} << 1) & {Onward(1)})";

    private string Earlier(string some)
    {
        for (var far = 1; far <= Farthest; far *= 2) some = let($"{some} | (({some} >> {far}) & {Back(far)})");
        return $"(({some} >> 1) & {Back(1)})";
    }

    /// <summary>Whether this one or a later one of the same house is in it.</summary>
    private string From(string some)
    {
        for (var far = 1; far <= Farthest; far *= 2) some = let($"{some} | (({some} << {far}) & {Onward(far)})");
        return some;
    }

    /// <summary>Whose house goes on so many places further.</summary>
    private string Onward(int far) => onward.TryGetValue(far, out var known) ? known
        : onward[far] = far == 1 ? "b.house_next" : let($"{Onward(far / 2)} & ({Onward(far / 2)} << {far / 2})");

    private string Back(int far) => back.TryGetValue(far, out var known) ? known
        : back[far] = far == 1 ? let("b.house_next >> 1") : let($"{Back(far / 2)} & ({Back(far / 2)} >> {far / 2})");
}
