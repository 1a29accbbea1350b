namespace PalmAssistant.Policies.Vectors;

public enum EmbeddingUse { Clause, Question }

/// <summary>Turns texts into vectors whose cosine tells how alike they are.</summary>
public interface IEmbedder
{
    /// <summary>Vectors are comparable only within one name: another model, size or training has another.</summary>
    string Name { get; }

    /// <summary>What its likeness counts beside the lexical arm, which counts 1.</summary>
    float Weight { get; }

    /// <summary>How many clauses are worth sending at once.</summary>
    int Batch { get; }

    /// <returns>one vector a text, in their order, each of length 1 and all of one size, 2000 at most</returns>
    /// <exception cref="EmbedderProblem">There are none to be had now.</exception>
    Task<IReadOnlyList<float[]>> Embed(IReadOnlyList<string> texts, EmbeddingUse use, CancellationToken ct);
}

/// <summary>Why there are no vectors, in Chinese, for the log and the curators' page. Search goes on without them.</summary>
public sealed class EmbedderProblem(string message, Exception? inner = null) : Exception(message, inner);
