using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Conversation;

namespace PalmAssistant.Database.Tests.Channels;

public class TurnTests(TalkingService talking) : IClassFixture<TalkingService>
{
    [Fact]
    public async Task A_bug_is_told_with_a_support_id_and_changes_no_state()
    {
        using var client = await talking.Open();
        await client.Say("数一下");
        var answer = await client.Say("坏");
        Assert.Equal("error", answer.Kind());
        Assert.Contains((string)answer["channelData"]!["palm"]!["id"]!, answer.Text());
        Assert.DoesNotContain("13800000000", answer.ToJsonString());
        Assert.Equal("第2次", (await client.Say("数一下")).Text());
    }

    [Fact]
    public async Task A_card_that_cannot_be_shown_is_a_bug_too()
    {
        using var client = await talking.Open();
        Assert.Equal("error", (await client.Say("坏卡片")).Kind());
        Assert.Equal("还在", (await client.Say("说 还在")).Text());
    }

    [Fact]
    public async Task A_question_that_takes_too_long_is_given_up()
    {
        using var client = await talking.Open();
        var answer = await client.Say("慢 60000");
        Assert.Equal("error", answer.Kind());
        Assert.Contains("3 秒", answer.Text());
    }

    [Fact]
    public async Task Start_over_forgets()
    {
        using var client = await talking.Open();
        await client.Say("数一下");
        Assert.Equal("done", (await client.Say("请重新开始")).Kind());
        Assert.Equal("第1次", (await client.Say("数一下")).Text());
    }

    [Theory]
    [InlineData("帮助"), InlineData("你好！"), InlineData("能问什么？"), InlineData("谢谢")]
    public async Task Help_and_small_talk_are_help(string said)
    {
        using var client = await talking.Open();
        Assert.Equal("help", (await client.Say(said)).Kind());
    }

    [Fact]
    public async Task What_nobody_takes_is_unknown()
    {
        using var client = await talking.Open();
        Assert.Equal("unknown", (await client.Say("qwertyuiop")).Kind());
    }

    [Fact]
    public async Task A_very_long_sentence_is_refused_with_its_length()
    {
        using var client = await talking.Open();
        Assert.Contains("2001 个字", (await client.Say(new string('长', 2001))).Text());
    }

    [Fact]
    public async Task A_card_is_answered_once()
    {
        using var client = await talking.Open();
        var shown = await client.Say("卡片");
        var submit = shown["attachments"]![0]!["content"]!["actions"]![0]!["data"]!.DeepClone();
        Assert.NotNull((string?)submit["card"]);
        Assert.Equal("办好了：yes", (await client.Press(submit)).Text());
        Assert.Equal("这张卡片已经办过了：办好了：yes", (await client.Press(submit)).Text());
    }

    [Fact]
    public async Task A_card_left_open_can_be_answered_again()
    {
        using var client = await talking.Open();
        var card = (string)(await client.Say("卡片"))["attachments"]![0]!["content"]!["actions"]![0]!["data"]!["card"]!;
        Assert.Equal("先放着", (await client.Press(new { card, answer = "later" })).Text());
        Assert.Equal("办好了：yes", (await client.Press(new { card, answer = "yes" })).Text());
    }

    [Fact]
    public async Task A_card_of_another_conversation_is_not_answered()
    {
        using var mine = await talking.Open();
        using var other = await talking.Open();
        var card = (string)(await mine.Say("卡片"))["attachments"]![0]!["content"]!["actions"]![0]!["data"]!["card"]!;
        Assert.Contains("已经失效", (await other.Press(new { card, answer = "yes" })).Text());
    }

    [Fact]
    public async Task A_button_may_say_a_sentence()
    {
        using var client = await talking.Open();
        Assert.Equal("按钮说的", (await client.Press(new { say = "说 按钮说的" })).Text());
    }

    [Fact]
    public async Task An_account_closed_in_the_middle_is_refused()
    {
        await talking.Database.Execute("insert into access.account (id, name, role, region) values ('leaving', '将离', '社区工作者', 370203001001000) on conflict (id) do update set active = true");
        using var client = await talking.Open("leaving");
        Assert.Equal("在", (await client.Say("说 在")).Text());
        await talking.Database.Execute("update access.account set active = false where id = 'leaving'");
        Assert.Equal("denied", (await client.Say("说 还在吗")).Kind());
    }

    [Fact]
    public async Task A_null_character_is_no_bug()
    {
        using var client = await talking.Open();
        Assert.Equal("ab", (await client.Say("说 a\0b")).Text());
    }

    [Fact]
    public async Task Whoever_talks_too_fast_is_told_so()
    {
        await using var service = await RunningService.Start(talking.Database.ConnectionString, TalkingService.AddOddDialog, "--Palm:TurnsPerSecond=1");
        using var client = await DirectLineClient.Open(service, "sq001");
        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.Post("说 a")));
        var refused = new List<string>();
        for (var seen = 0; seen < ids.Length;)
            foreach (var answer in (await client.Poll()).Where(a => a["channelData"]?["palm"] is not null))
            {
                seen++;
                if (answer.Kind() == "error") refused.Add(answer.Text());
            }
        Assert.InRange(refused.Count, 1, 50);       // ten at once are nobody's script
        Assert.All(refused, text => Assert.Contains("太快", text));
    }

    [Fact]
    public async Task A_turn_that_two_services_run_is_answered_once()
    {
        await using var other = await RunningService.Start(talking.Database.ConnectionString, TalkingService.AddOddDialog);
        using var client = await talking.Open();
        var id = await client.Post("慢 400");
        other.Services.GetRequiredService<TurnQueue>().Ring(client.Conversation);
        await client.Answer(id);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(await client.Poll(), a => a["channelData"]?["palm"] is not null);
    }

    [Fact]
    public async Task A_message_stored_by_a_killed_service_is_answered_at_the_next_start()
    {
        await using var service = await RunningService.Start(talking.Database.ConnectionString, TalkingService.AddOddDialog);
        using var client = await DirectLineClient.Open(service, "sq001");
        await client.Say("数一下");
        await service.Stop();
        // What a kill between storing and answering leaves behind:
        await talking.Database.Execute("select conversation.receive($1, 'm-1', '{\"type\":\"message\",\"text\":\"数一下\",\"from\":{\"id\":\"dl_sq001\"}}'::jsonb, now(), true)", client.Conversation);
        await service.Start();
        using var again = await client.Reconnect(service);
        Assert.Equal("第2次", (await again.Answer($"{client.Conversation}|0000004")).Text());
    }

    [Fact]
    public async Task Stopping_finishes_the_turn_in_flight()
    {
        await using var service = await RunningService.Start(talking.Database.ConnectionString, TalkingService.AddOddDialog);
        using var client = await DirectLineClient.Open(service, "sq001");
        var id = await client.Post("慢 800");
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await service.Stop();
        var answered = await talking.Database.Scalar<bool>("select done_at is not null from conversation.turn where conversation_id = $1 and sequence = 2", client.Conversation);
        Assert.True(answered);
        Assert.EndsWith("|0000002", id);
    }

    [Fact]
    public async Task A_token_outlives_a_restart()
    {
        await using var service = await RunningService.Start(talking.Database.ConnectionString, TalkingService.AddOddDialog);
        using var client = await DirectLineClient.Open(service, "sq001");
        await service.Stop();
        await service.Start();
        using var again = await client.Reconnect(service);
        Assert.Equal("还认得", (await again.Say("说 还认得")).Text());
    }

    [Fact]
    public async Task An_expired_token_is_403()
    {
        await using var service = await RunningService.Start(talking.Database.ConnectionString, TalkingService.AddOddDialog, "--Palm:DirectLine:TokenLife=00:00:01");
        using var client = await DirectLineClient.Open(service, "sq001");
        var (_, refreshed) = await client.Call(HttpMethod.Post, "tokens/refresh");
        await Task.Delay(1300, TestContext.Current.CancellationToken);
        var (status, error) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}/activities");
        Assert.NotNull((string?)refreshed["token"]);
        Assert.Equal(403, status);
        Assert.Equal("TokenExpired", (string)error["error"]!["code"]!);
    }

    [Fact]
    public async Task Old_conversations_are_forgotten_and_new_ones_kept()
    {
        using var old = await talking.Open();
        using var young = await talking.Open();
        await talking.Database.Execute("update conversation.conversation set last_at = now() - interval '200 days' where id = $1", old.Conversation);
        var forgotten = await talking.Service.Services.GetRequiredService<Retention>().ForgetOld(CancellationToken.None);
        Assert.Equal(1, forgotten);
        Assert.Equal("在", (await young.Say("说 在")).Text());
    }
}
