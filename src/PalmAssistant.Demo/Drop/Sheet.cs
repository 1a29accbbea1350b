namespace PalmAssistant.Demo.Drop;

/// <summary>A table being written row after row; nothing is kept.</summary>
internal abstract class Sheet : IDisposable
{
    public abstract void Row(ReadOnlySpan<Cell> cells);

    public abstract void Dispose();
}
