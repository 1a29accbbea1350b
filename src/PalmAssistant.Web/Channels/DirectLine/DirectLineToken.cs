using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>What a token is good for: one conversation of one account until a moment, from some origins only when any are named.</summary>
public sealed record DirectLineToken(string Conversation, string Account, DateTimeOffset Until, IReadOnlyList<string> Origins);

/// <summary>Seals and opens tokens with keys of the data folder, so they survive a restart. Real time, whatever day is pinned.</summary>
public sealed class DirectLineTokens(IDataProtectionProvider protection, DirectLineSettings settings)
{
    private static readonly TimeSpan StreamLife = TimeSpan.FromMinutes(2);
    private readonly IDataProtector tokens = protection.CreateProtector("directline/token");
    private readonly IDataProtector streams = protection.CreateProtector("directline/stream");

    public string Seal(string conversation, string account, IReadOnlyList<string> origins) =>
        tokens.Protect(JsonSerializer.Serialize(new DirectLineToken(conversation, account, Now + settings.TokenLife, origins)));

    /// <summary>For a stream's address only: short-lived, because addresses end up in logs.</summary>
    public string SealStream(DirectLineToken token) => streams.Protect(JsonSerializer.Serialize(token with { Until = Now + StreamLife }));

    /// <summary>Null when we did not make it.</summary>
    public DirectLineToken? Open(string sealedToken) => Open(tokens, sealedToken);

    public DirectLineToken? OpenStream(string sealedToken) => Open(streams, sealedToken);

    public bool IsExpired(DirectLineToken token) => token.Until <= Now;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static DirectLineToken? Open(IDataProtector protector, string sealedToken)
    {
        try { return JsonSerializer.Deserialize<DirectLineToken>(protector.Unprotect(sealedToken)); }
        catch (CryptographicException) { return null; }
    }
}
