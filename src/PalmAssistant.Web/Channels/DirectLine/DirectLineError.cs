namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>A refusal in Direct Line's words: <c>{error:{code,message}}</c>. Clients act on the status: 403 = get a new token, 404 = the conversation is over, 5xx = try again.</summary>
public sealed class DirectLineError(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public static DirectLineError NoToken() => new(401, "Unauthorized", "缺少令牌：请在 Authorization 头里带上 Bearer 令牌或密钥。");
    public static DirectLineError BadToken() => new(403, "BadArgument", "令牌或密钥无效。");
    public static DirectLineError Expired() => new(403, "TokenExpired", "令牌已过期，请重新获取。");
    public static DirectLineError Foreign() => new(403, "BadArgument", "令牌不属于这个会话或这个来源。");
    public static DirectLineError Refused(string account) => new(403, "AccountRefused", $"账号“{account}”不存在或已停用。");
    public static DirectLineError NoConversation() => new(404, "ConversationNotFound", "没有这个会话，或会话已结束。");
    public static DirectLineError Bad(string message) => new(400, "BadArgument", message);
    public static DirectLineError TooLarge(string message) => new(413, "MessageSizeTooBig", message);
    public static DirectLineError Busy() => new(503, "ServiceUnavailable", "正在处理的消息太多，请稍后再试。");

    public IResult ToResult() => Results.Json(new { error = new { code, message = Message } }, statusCode: status);
}
