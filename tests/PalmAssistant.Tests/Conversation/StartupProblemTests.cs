using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using PalmAssistant.Web;

namespace PalmAssistant.Tests.Conversation;

public class StartupProblemTests
{
    [Fact]
    public void A_taken_address_is_named() =>
        Assert.Contains("http://127.0.0.1:5080 已被占用", StartupProblem.Describe(new IOException("bind", new AddressInUseException("in use")), "http://127.0.0.1:5080"));

    [Fact]
    public void A_database_that_is_away_is_said_so() =>
        Assert.Contains("数据库连不上", StartupProblem.Describe(new InvalidOperationException("schema", new NpgsqlException("connect", new SocketException()))));

    [Fact]
    public void A_bug_stays_a_bug() => Assert.Null(StartupProblem.Describe(new InvalidOperationException("bug")));
}
