using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Vectors;

/// <summary>The embedder that ships: a latent space of the library's own words. A question is put in with what documents write for its words.</summary>
/// <param name="clauses">in the library when the space was trained: the more there are, the more the company of words tells; a few hundred tell nothing</param>
public sealed class CorpusEmbedder(string name, LatentSpace space, QuestionWords words, long clauses) : IEmbedder
{
    public const int Dimensions = 128;
    private const float Most = 0.2f, Enough = 20_000;

    public string Name => name;
    public float Weight => Most * Math.Min(1, clauses / Enough);
    public int Batch => 2000;
    public LatentSpace Space => space;

    public Task<IReadOnlyList<float[]>> Embed(IReadOnlyList<string> texts, EmbeddingUse use, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<float[]>>([.. texts.Select(text => space.Embed(use == EmbeddingUse.Question ? Widened(text) : text))]);

    private string Widened(string question) => question + string.Concat(words.Lexicon.Cut(question).SelectMany(word => words.Meanings(word.Text)).Select(meaning => " " + meaning));
}
