namespace PalmAssistant.Access;

/// <summary>The seven roles as people and files write them.</summary>
public static class RoleNames
{
    private static readonly (Role Role, string Name)[] Pairs =
    [
        (Role.CommunityWorker, "社区工作者"), (Role.CommunitySecretary, "社区书记"), (Role.StreetOfficer, "街道干部"), (Role.DistrictOfficer, "区级干部"),
        (Role.DepartmentOfficer, "部门专员"), (Role.PolicyCurator, "知识库管理员"), (Role.Administrator, "系统管理员"),
    ];

    public static string Name(this Role role) => Pairs.First(p => p.Role == role).Name;

    /// <exception cref="FormatException">The name is none of the seven.</exception>
    public static Role Parse(string name)
    {
        foreach (var pair in Pairs) if (pair.Name == name) return pair.Role;
        throw new FormatException($"没有“{name}”这个角色");
    }
}
