using Npgsql;

namespace PalmAssistant.Imports;

/// <summary>Codes of the coded columns (community.value_code). A word not seen before gets the next code of its domain.</summary>
public sealed class ValueCodes
{
    // A column that brings more words than this is no list of choices: the rest is set aside.
    private const int MostWords = 2_000;

    private static readonly Dictionary<(string, string), string> Synonyms = new()
    {
        [("person.sex", "1")] = "男", [("person.sex", "2")] = "女", [("person.sex", "男性")] = "男", [("person.sex", "女性")] = "女",
        [("person.ethnicity", "汉")] = "汉族", [("person.ethnicity", "满")] = "满族", [("person.ethnicity", "回")] = "回族",
        [("disability.level", "1级")] = "一级", [("disability.level", "2级")] = "二级", [("disability.level", "3级")] = "三级", [("disability.level", "4级")] = "四级",
    };

    private readonly Dictionary<string, Dictionary<string, short>> domains = new(StringComparer.Ordinal);
    private readonly List<(string Domain, short Code, string Label)> added = [];

    public static async Task<ValueCodes> Load(NpgsqlConnection connection, CancellationToken ct)
    {
        var codes = new ValueCodes();
        await using var command = new NpgsqlCommand("select domain, code, label from community.value_code", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) codes.Domain(reader.GetString(0))[reader.GetString(2)] = reader.GetInt16(1);
        return codes;
    }

    /// <summary>The code of a word; null when the domain is full. <paramref name="isNew"/>: it was not in the list.</summary>
    public short? Code(string domain, string word, out bool isNew)
    {
        isNew = false;
        var codes = Domain(domain);
        if (codes.TryGetValue(word, out var code)) return code;
        if (Synonyms.TryGetValue((domain, word), out var canonical) && codes.TryGetValue(canonical, out code)) return code;
        if (codes.Count >= MostWords || word.Length > 40) return null;
        isNew = true;
        code = (short)(codes.Values.DefaultIfEmpty((short)0).Max() + 1);
        codes[word] = code;
        added.Add((domain, code, word));
        return code;
    }

    /// <summary>Writes the words met since the last call, in the caller's transaction.</summary>
    public async Task Save(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var (domain, code, label) in added)
        {
            await using var command = new NpgsqlCommand("insert into community.value_code (domain, code, label) values ($1, $2, $3) on conflict do nothing", connection);
            command.Parameters.Add(new() { Value = domain });
            command.Parameters.Add(new() { Value = code });
            command.Parameters.Add(new() { Value = label });
            await command.ExecuteNonQueryAsync(ct);
        }
        added.Clear();
    }

    private Dictionary<string, short> Domain(string name)
    {
        if (!domains.TryGetValue(name, out var codes)) domains[name] = codes = new(StringComparer.Ordinal);
        return codes;
    }
}
