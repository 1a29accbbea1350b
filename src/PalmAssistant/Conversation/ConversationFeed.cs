using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PalmAssistant.Conversation;

/// <summary>A doorbell a conversation: rings when its log has grown, so open streams read on. Holds no data; the log does.</summary>
public sealed class ConversationFeed
{
    private readonly ConcurrentDictionary<string, HashSet<Listener>> listeners = [];

    public Listener Listen(string conversation)
    {
        var listener = new Listener(this, conversation);
        lock (listeners)
            listeners.GetOrAdd(conversation, _ => []).Add(listener);
        return listener;
    }

    public void Ring(string conversation)
    {
        lock (listeners)
            if (listeners.TryGetValue(conversation, out var all))
                foreach (var listener in all) listener.Bell.Writer.TryWrite(true);
    }

    private void Leave(Listener listener)
    {
        lock (listeners)
            if (listeners.TryGetValue(listener.Conversation, out var all) && all.Remove(listener) && all.Count == 0)
                listeners.TryRemove(listener.Conversation, out _);
    }

    public sealed class Listener(ConversationFeed feed, string conversation) : IDisposable
    {
        internal string Conversation { get; } = conversation;
        internal Channel<bool> Bell { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        /// <summary>Comes back when the bell has rung since the last call.</summary>
        public ValueTask<bool> Wait(CancellationToken ct) => Bell.Reader.ReadAsync(ct);

        public void Dispose() => feed.Leave(this);
    }
}
