namespace PalmAssistant.Access;

/// <summary>Who speaks: a government account and what comes with it. <paramref name="Region"/> is a 15-digit code whose trailing zeros give its level.</summary>
public sealed record Account(string Id, string Name, Role Role, long Region, string RegionName, string? Department, IReadOnlyList<string> Grants);

/// <summary>The seven roles of the reply contract.</summary>
public enum Role { CommunityWorker, CommunitySecretary, StreetOfficer, DistrictOfficer, DepartmentOfficer, PolicyCurator, Administrator }
