using PalmAssistant.Access;

namespace PalmAssistant.Reports.Pages;

/// <summary>What an account may do with one submission. Reading without filling or reviewing is for whoever stands above the region.</summary>
public enum FormRight { None, Read, Fill, Review }

public static class FormRights
{
    /// <summary>Fills what is asked of its own region: a community's people also for its grids, a street's for the street itself.</summary>
    public static bool Fills(this Account account, long target) => account.Role switch
    {
        Role.CommunityWorker or Role.CommunitySecretary => RegionRange.Of(account.Region).Contains(target),
        Role.StreetOfficer => account.Region == target,
        _ => false,
    };

    public static bool Publishes(this Account account) => account.Role is Role.StreetOfficer or Role.DistrictOfficer or Role.DepartmentOfficer;

    /// <summary>A department's reports are its own business: an officer of another one reads them no more than a stranger.</summary>
    public static FormRight Of(Account account, Issue issue, long target)
    {
        if (account.Fills(target)) return FormRight.Fill;
        if (issue.Publisher == account.Id) return FormRight.Review;
        return account.Role is Role.StreetOfficer or Role.DistrictOfficer && RegionRange.Of(account.Region).Contains(target) ? FormRight.Read : FormRight.None;
    }
}
