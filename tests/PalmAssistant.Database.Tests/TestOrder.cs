using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(PalmAssistant.Database.Tests.TestOrder))]
[assembly: TestClassOrderer(typeof(PalmAssistant.Database.Tests.TestOrder))]
[assembly: TestMethodOrderer(typeof(PalmAssistant.Database.Tests.TestOrder))]
[assembly: TestCaseOrderer(typeof(PalmAssistant.Database.Tests.TestOrder))]

namespace PalmAssistant.Database.Tests;

/// <summary>
/// Tests run in the order of their names, the same on every machine: xunit's own order depends on the folder the tests were built in, so that what passes in one
/// checkout may fail in another. <c>PALM_TEST_ORDER=reverse</c> turns it around, <c>PALM_TEST_ORDER=7</c> shuffles it by that seed: tests must not lean on each other.
/// </summary>
public sealed class TestOrder : ITestCollectionOrderer, ITestClassOrderer, ITestMethodOrderer, ITestCaseOrderer
{
    private static readonly string Wanted = Environment.GetEnvironmentVariable("PALM_TEST_ORDER") ?? "";

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections) where T : ITestCollection => Sorted(testCollections, c => c.TestCollectionDisplayName);

    public IReadOnlyCollection<T?> OrderTestClasses<T>(IReadOnlyCollection<T?> testClasses) where T : notnull, ITestClass => Sorted(testClasses, c => c?.TestClassName ?? "");

    public IReadOnlyCollection<T?> OrderTestMethods<T>(IReadOnlyCollection<T?> testMethods) where T : notnull, ITestMethod => Sorted(testMethods, m => m?.MethodName ?? "");

    public IReadOnlyCollection<T> OrderTestCases<T>(IReadOnlyCollection<T> testCases) where T : notnull, ITestCase => Sorted(testCases, c => c.TestCaseDisplayName);

    private static List<T> Sorted<T>(IReadOnlyCollection<T> items, Func<T, string> name)
    {
        var sorted = items.OrderBy(name, StringComparer.Ordinal).ToList();
        if (Wanted == "reverse") sorted.Reverse();
        else if (int.TryParse(Wanted, out var seed)) Shuffle(sorted, new Random(seed));
        return sorted;
    }

    private static void Shuffle<T>(List<T> items, Random random)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
