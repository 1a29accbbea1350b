using System.Text.Json;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Tests.Community;

/// <summary>The catalogue's files refer only to what exists, and no word means two things in silence.</summary>
public class CatalogFilesTests
{
    private readonly CatalogFiles files = CatalogFiles.Load();

    [Fact]
    public void Every_rule_speaks_of_fields_labels_and_relations_that_exist()
    {
        foreach (var tag in files.Tags.Where(t => t.Rule is not null)) Check(tag.Name, tag.Record, tag.Rule!);
        foreach (var phrase in files.Phrases) Check(phrase.Words[0], phrase.Record, phrase.Where);
        foreach (var record in files.Records.Where(r => r.Current is not null)) Check(record.Name, record.Key, record.Current!);
    }

    [Fact]
    public void A_rule_with_an_unknown_label_is_noticed() =>
        Assert.ThrowsAny<Exception>(() => Check("试验", "person", new Compare("sex", Comparison.Equal, "中")));

    [Fact]
    public void Every_tag_is_decided_by_a_rule_or_by_people() =>
        Assert.All(files.Tags, t => Assert.True((t.Rule is not null) ^ (t.By == "survey"), t.Name));

    [Fact]
    public void A_district_has_at_least_230_tags_in_three_families()
    {
        Assert.True(files.Tags.Count(t => t.Record == "person") >= 230);
        Assert.All(new[] { "重点关注", "重点关心", "重点治理力量" }, family => Assert.Contains(files.Tags, t => t.Family == family));
    }

    [Fact]
    public void Tag_names_are_unique() => Assert.Equal(files.Tags.Count, files.Tags.Select(t => t.Name).Distinct().Count());

    [Fact]
    public void No_word_of_tags_phrases_and_ambiguous_terms_means_two_things()
    {
        var words = files.Tags.SelectMany(t => t.Words.Append(t.Name).Distinct().Select(w => (t.Record, Word: w)))
            .Concat(files.Phrases.SelectMany(p => p.Words.Select(w => (p.Record, Word: w))))
            .Concat(files.Ambiguous.SelectMany(a => a.Words.Select(w => (Record: "ambiguous", Word: w))));
        var doubled = words.GroupBy(w => w.Word).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Empty(doubled);
    }

    [Fact]
    public void Lists_relations_and_joins_name_what_exists()
    {
        foreach (var record in files.Records)
        {
            Assert.All(record.List.Concat(record.Profile), key => Assert.NotNull(record.Field(key)));
            Assert.All(record.Relations, r => Assert.Contains(files.Records, other => other.Key == r.Record));
            Assert.All(record.Fields.Where(f => f.Join is not null), f => Assert.True(record.Joins.ContainsKey(f.Join!), $"{record.Key}.{f.Key}"));
            Assert.Single(record.Populations, p => p.Default);
        }
    }

    [Fact]
    public void A_rule_survives_being_written_and_read_back()
    {
        foreach (var tag in files.Tags.Where(t => t.Rule is not null))
        {
            var json = JsonSerializer.Serialize(tag.Rule, CatalogFiles.Json);
            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Condition>(json, CatalogFiles.Json), CatalogFiles.Json));
        }
    }

    private void Check(string what, string recordKey, Condition condition)
    {
        var record = files.Records.Single(r => r.Key == recordKey);
        switch (condition)
        {
            case All all: foreach (var part in all.Parts) Check(what, recordKey, part); break;
            case Any any: foreach (var part in any.Parts) Check(what, recordKey, part); break;
            case Not not: Check(what, recordKey, not.Part); break;
            case HasTag tag: Assert.Contains(files.Tags, t => t.Name == tag.Tag && t.Record == recordKey); break;
            case Related related:
                var relation = record.Relation(related.Relation);
                Assert.True(relation is not null, $"{what}: {recordKey} has no relation {related.Relation}");
                Check(what, relation!.Record, related.Where);
                break;
            case Compare compare:
                var field = record.Field(compare.Field);
                Assert.True(field is not null, $"{what}: {recordKey} has no field {compare.Field}");
                if (field!.Kind is FieldKind.Choice or FieldKind.Ordered)
                    Assert.All(compare.Values, v => Assert.True(field.Values.Any(x => x.Label == v.Text), $"{what}: {field.Name} has no value {v}"));
                break;
            default: Assert.Fail($"{what}: {condition}"); break;
        }
    }
}
