namespace PalmAssistant.Policies.Library;

/// <summary>Levels of government by which documents stand above each other: 国, 省, 市, 区 (县, 旗, county-level cities too), 街道 (镇, 乡 too).</summary>
internal static class Levels
{
    public static int Rank(string level) => level switch { "国" => 5, "省" => 4, "市" => 3, "街道" => 1, _ => 2 };

    public static string Chinese(string level) => level switch { "国" => "国家", "省" => "省里", "市" => "市里", "街道" => "街道", _ => "区（县）里" };
}
