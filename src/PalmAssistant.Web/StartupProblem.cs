using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace PalmAssistant.Web;

/// <summary>Why the program cannot start, in words its administrator can act on; what we do not know stays an exception.</summary>
public static class StartupProblem
{
    /// <param name="addresses">where the service was told to listen</param>
    /// <returns>null when it is none of the known causes</returns>
    public static string? Describe(Exception failure, string? addresses = null)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            switch (cause)
            {
                case SettingError: return cause.Message;
                case AddressInUseException: return $"地址 {addresses} 已被占用：请先停掉占用它的程序，或用 ASPNETCORE_URLS 换一个地址，例如 http://127.0.0.1:5081。";
                case PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification }: return "数据库拒绝了账号或密码：请检查 PALM__Database 里的 Username 和 Password。";
                case PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName }: return "没有这个数据库：请检查 PALM__Database 里的 Database，或先建立它。";
                case NpgsqlException { InnerException: SocketException or IOException or TimeoutException }: return $"数据库连不上：请检查它是否已启动、PALM__Database 里的 Host 和 Port 是否正确（{cause.Message}）。";
            }
        return null;
    }
}
