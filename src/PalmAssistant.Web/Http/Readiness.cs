namespace PalmAssistant.Web.Http;

/// <summary>Whether there is anything to answer from yet, and what is being prepared when not.</summary>
public sealed class Readiness
{
    /// <summary>What is going on, for people ("正在准备示范街道…"); null = ready.</summary>
    public string? Preparing { get; private set; }

    public void Say(string? preparing) => Preparing = preparing;
}
