using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace PalmAssistant.Tests.Language;

/// <summary>Every line of <c>tests/questions/readings.jsonl</c> is read as it says.</summary>
public class ReadingsFileTests
{
    [Fact]
    public void What_people_type_is_read_as_written_down()
    {
        var moved = new StringBuilder();
        foreach (var line in File.ReadLines(Path.Combine(QuestionsFolder(), "readings.jsonl")))
        {
            var expected = JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!;
            var said = Town.Talk(expected.As, expected.Say);
            if (said != expected.Means) moved.AppendLine($"{string.Join(" > ", expected.Say)}\n  is     {said}\n  not as {expected.Means}");
        }
        Assert.True(moved.Length == 0, moved.ToString());
    }

    private static string QuestionsFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../questions"));

    private sealed record Line(string[] Say, string As, string Means);
}
