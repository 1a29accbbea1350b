namespace PalmAssistant.Demo.Places;

/// <summary>区划代码 in the two habits: padded to 12 digits, or as short as the level allows. A grid always has 15 digits.</summary>
internal sealed class RegionCodes(string county, DemoStyle style)
{
    public string District => style == DemoStyle.A ? county + "000000" : county;

    public string Of(Street street) => style == DemoStyle.A ? $"{county}{street.Number:000}000" : $"{county}{street.Number:000}";

    /// <summary>12 digits in both habits.</summary>
    public string Of(CommunityPlan community) => $"{county}{community.Street.Number:000}{community.Number:000}";

    public string Of(CommunityPlan community, int grid) => $"{Of(community)}{grid:000}";
}
