using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo.Departments;

/// <summary>00 行政区划 and 20 政务账号.</summary>
internal sealed class Administration(Desk desk, Geography geography)
{
    public void WriteRegions()
    {
        var file = desk.Drop["00"];
        file.Add(desk.Codes.District, desk.Words.District, "区", "");
        foreach (var street in geography.Streets) file.Add(desk.Codes.Of(street), street.Name, "街道", desk.Codes.District);
        foreach (var community in geography.Communities)
        {
            file.Add(desk.Codes.Of(community), community.Name, "社区", desk.Codes.Of(community.Street));
            for (var grid = 1; grid <= community.Grids; grid++)
                file.Add(desk.Codes.Of(community, grid), GridName(grid), "网格", desk.Codes.Of(community));
        }
    }

    public static string GridName(int grid) => $"第{Numerals.Chinese(grid)}网格";

    public void WriteAccounts(Dice dice)
    {
        foreach (var community in geography.Communities) AddCommunity(dice, community);
        foreach (var street in geography.Streets)
            for (var n = 1; n <= Math.Clamp(street.Communities.Sum(c => c.Residents) / 10_000, 2, 5); n++)
                Add(dice, $"jd{street.Number:000}{n:00}", "街道干部", desk.Codes.Of(street));
        for (var n = 1; n <= 3; n++) Add(dice, $"qj{n:00}", "区级干部", desk.Codes.District);
        for (var d = 0; d < desk.Words.Departments.Length; d++)
            for (var n = 1; n <= 2; n++)
                Add(dice, $"bm{d + 1:00}{n:00}", "部门专员", desk.Codes.District, desk.Words.Departments[d]);
        Add(dice, "zsk01", "知识库管理员", desk.Codes.District);
        Add(dice, "xt01", "系统管理员", desk.Codes.District);
        Add(dice, "sq99999", "社区工作者", desk.Codes.Of(geography.Communities[0]), status: "停用");
        Add(dice, "jd99999", "街道干部", desk.Codes.Of(geography.Streets[0]), status: "停用");
    }

    private void AddCommunity(Dice dice, CommunityPlan community)
    {
        var place = $"{community.Street.Number:000}{community.Number:000}";
        var code = desk.Codes.Of(community);
        for (var n = 1; n <= Math.Clamp(community.Residents / 2000, 2, 4); n++) Add(dice, $"sq{place}{n:00}", "社区工作者", code);
        Add(dice, $"sj{place}", "社区书记", code);
    }

    private void Add(Dice dice, string account, string role, string code, string department = "", string status = "启用")
    {
        desk.Drop["20"].Add(account, desk.Names.Any(dice), role, code, department, desk.Phones.Next(), status);
        desk.Truth.Accounts++;
    }
}
