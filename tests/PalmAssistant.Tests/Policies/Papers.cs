using System.Text;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Tests.Policies;

/// <summary>Published documents of invented districts, cut from their text as an upload would be.</summary>
internal static class Papers
{
    public static PolicyDocument Document(long id, string text)
    {
        var draft = PolicyFile.Read("文件.txt", Encoding.UTF8.GetBytes(text)).Draft!;
        var clauses = ClauseCutter.Cut(draft);
        return new(id, MetadataReader.Read(draft, clauses), DocumentState.Published, null, clauses);
    }
}
