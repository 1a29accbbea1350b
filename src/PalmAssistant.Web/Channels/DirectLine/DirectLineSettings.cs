using System.Security.Cryptography;
using System.Text;

namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>Section "Palm:DirectLine".</summary>
public sealed record DirectLineSettings
{
    /// <summary>Whoever holds it may speak for any account. Null (Production without the setting) = no tokens by secret.</summary>
    public string? Secret { get; init; }

    /// <summary>Made here, not set by anyone: worth printing.</summary>
    public bool IsMade { get; init; }

    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Web pages of other origins that may call; none by default.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public long LargestFile { get; init; } = 20 * 1024 * 1024;

    public static DirectLineSettings From(IConfiguration configuration, IHostEnvironment environment, string dataFolder)
    {
        var section = configuration.GetSection("Palm:DirectLine");
        var secret = section["Secret"] is { Length: > 0 } set ? set : null;
        return new()
        {
            Secret = secret ?? (environment.IsDevelopment() ? MadeSecret(dataFolder) : null),
            IsMade = secret is null && environment.IsDevelopment(),
            TokenLife = section.GetValue("TokenLife", TimeSpan.FromMinutes(60)),
            AllowedOrigins = section.GetSection("AllowedOrigins").Get<string[]>() ?? section["AllowedOrigins"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            LargestFile = section.GetValue("LargestFile", 20L * 1024 * 1024),
        };
    }

    public bool Accepts(string secret) =>
        Secret is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    private static string MadeSecret(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "keys", "directline.secret");
        if (File.Exists(path)) return File.ReadAllText(path).Trim();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(secret);
        return secret;
    }
}
