using Npgsql;
using PalmAssistant.Community;

namespace PalmAssistant.Imports;

/// <summary>Brings the catalogue's tags into the database: their numbers stay, names, families and sensitivity follow the catalogue.</summary>
internal static class TagList
{
    /// <summary>Writes community.tag and the temporary tables catalog_tag (name, decided by a rule) and catalog_word (another word, its tag) of the running transaction.</summary>
    public static async Task Sync(NpgsqlConnection connection, CancellationToken ct)
    {
        var tags = CatalogFiles.Load().Tags.Where(t => t.Record == "person").ToList();
        await Write(connection, """
            create temp table catalog_tag on commit drop as select * from unnest($1::text[], $2::text[], $3::boolean[], $4::boolean[]) t (name, family, sensitive, decided)
            """, ct, tags.Select(t => t.Name).ToArray(), tags.Select(t => t.Family).ToArray(), tags.Select(t => t.Sensitive).ToArray(), tags.Select(t => t.Rule is not null).ToArray());
        var words = tags.SelectMany(t => t.Words.Select(word => (word, t.Name))).GroupBy(x => x.word).Where(g => g.Count() == 1).Select(g => g.First()).Where(x => tags.All(t => t.Name != x.word)).ToList();
        await Write(connection, "create temp table catalog_word on commit drop as select * from unnest($1::text[], $2::text[]) t (word, name)", ct,
            words.Select(w => w.word).ToArray(), words.Select(w => w.Name).ToArray());
        await Sql.Run(connection, """
            update community.tag t set family = c.family, sensitive = c.sensitive from catalog_tag c where c.name = t.name and (t.family, t.sensitive) is distinct from (c.family, c.sensitive);
            insert into community.tag (id, name, family, sensitive)
                select (coalesce((select max(id) from community.tag), 0) + row_number() over ())::smallint, name, family, sensitive
                from catalog_tag c where not exists (select from community.tag t where t.name = c.name)
            """, ct);
    }

    private static async Task Write(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
