using PalmAssistant.Access;

namespace PalmAssistant.Reports.Pages;

/// <summary>What an account may do with one submission. Reading without filling or reviewing is for whoever stands above the region.</summary>
public enum FormRight { None, Read, Fill, Review }

public static class FormRights
{
    /// <summary>A department's reports are its own business: an officer of another one reads them no more than a stranger.</summary>
    public static FormRight Of(Account account, Issue issue, long target)
    {
        if (OpenReport.Fills(account, target)) return FormRight.Fill;
        if (issue.Publisher == account.Id || issue.Reviewers.Contains(account.Id)) return FormRight.Review;
        return account.Role is Role.StreetOfficer or Role.DistrictOfficer && RegionRange.Of(account.Region).Contains(target) ? FormRight.Read : FormRight.None;
    }
}
