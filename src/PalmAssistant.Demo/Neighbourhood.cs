using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo;

/// <summary>One community with all its houses and people, alive only while it is being written.</summary>
internal sealed class Neighbourhood(CommunityPlan community)
{
    public CommunityPlan Community { get; } = community;
    public List<House> Houses { get; } = [];

    /// <summary>Everybody some file here speaks of, in the order of their houses.</summary>
    public List<Person> People { get; } = [];

    /// <summary>Newborns known from the birth register alone.</summary>
    public List<Person> UnplacedNewborns { get; } = [];
}
