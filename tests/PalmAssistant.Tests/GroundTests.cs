namespace PalmAssistant.Tests;

public class GroundTests
{
    [Fact]
    public void The_house_stands() => Assert.StartsWith("PalmAssistant", typeof(GroundTests).Assembly.GetName().Name);
}
