using PalmAssistant.Demo.Departments;
using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo;

/// <summary>
/// A fictional district, handed over as departments hand it over: 21 kinds of files with their dirt.
/// One community at a time is settled, written into all files and forgotten, so memory does not grow with the district.
/// The same options give the same bytes.
/// </summary>
public sealed class DemoDistrict
{
    private readonly DemoOptions options;
    private readonly Desk desk;
    private readonly Geography geography;
    private readonly Settlement settlement;
    private readonly Administration administration;
    private readonly Housing housing;
    private readonly Police police;
    private readonly Health health;
    private readonly CivilAffairs civilAffairs;
    private readonly Benefits benefits;
    private readonly SpecialCare specialCare;
    private readonly Market market;
    private readonly GovernanceForces forces;
    private readonly CommunitySurvey survey;
    private readonly LaterMonths later;

    private DemoDistrict(DemoOptions options, DropFolder drop)
    {
        this.options = options;
        var (streets, communities, residents) = options.Measures();
        var words = Words.Load();
        var truth = new DemoTruth { Today = options.Today, Seed = options.Seed, Style = options.Style.ToString() };
        var dirt = new Dirt(truth);
        var names = new Names(words);
        var book = new NameBook();
        var phones = new PhoneIssuer();
        var maker = new PersonMaker(words, names, book, new IdIssuer(), phones, options.Today);
        geography = new(words, Dice.For(options.Seed, "geography"), streets, communities, residents);
        desk = new(words, drop, dirt, new(words, dirt), new(words.County, options.Style), names, phones, truth, options.Today);
        var registrations = new Registrations(words, geography, options.Today);
        settlement = new(words, registrations, new(words, maker, book, registrations, options.Today), maker);
        administration = new(desk, geography);
        housing = new(desk, options.Style);
        police = new(desk);
        health = new(desk);
        civilAffairs = new(desk);
        benefits = new(desk);
        specialCare = new(desk);
        market = new(desk);
        forces = new(desk, maker);
        survey = new(desk, book);
        later = new(options, desk, book);
    }

    /// <summary>Writes the drop and returns what is true of it. A cancelled run leaves the files begun.</summary>
    public static DemoTruth Write(DemoOptions options, IProgress<DemoProgress>? progress = null, CancellationToken ct = default)
    {
        DemoTruth truth;
        using (var drop = new DropFolder(options))
        {
            var district = new DemoDistrict(options, drop);
            using (district.later) truth = district.Write(drop, progress, ct);
        }
        if (options.TruthFile is not null) truth.Save(options.TruthFile);
        return truth;
    }

    private DemoTruth Write(DropFolder drop, IProgress<DemoProgress>? progress, CancellationToken ct)
    {
        foreach (var community in geography.Communities)
            desk.Truth.Communities.Add(new(desk.Codes.Of(community), community.Street.Name, community.Name));
        administration.WriteRegions();
        foreach (var community in geography.Communities)
        {
            ct.ThrowIfCancellationRequested();
            Write(drop, community);
            progress?.Report(new(community.Index + 1, geography.Communities.Count, drop.Rows));
        }
        administration.WriteAccounts(Dice.For(options.Seed, "accounts"));
        desk.Truth.Files.AddRange(drop.Counts);
        return desk.Truth;
    }

    private void Write(DropFolder drop, CommunityPlan community)
    {
        drop.Enter(community.Street);
        var dice = Dice.For(options.Seed, community.Name);
        var place = settlement.Settle(dice, community);
        var laterDice = Dice.For(options.Seed, "later " + community.Name);
        later.HoldBack(laterDice, place);
        housing.Write(dice, place);
        police.Write(dice, place);
        health.Write(dice, place);
        civilAffairs.Write(dice, place);
        benefits.Write(dice, place);
        specialCare.Write(dice, place);
        market.Write(dice, place);
        forces.Write(dice, place);
        Census.Mark(place, options.Today);
        survey.Write(dice, place);
        Census.Count(place, desk.TruthOf(community));
        later.Write(laterDice, place);
    }
}
