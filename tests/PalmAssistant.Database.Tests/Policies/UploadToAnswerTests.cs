using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PalmAssistant.Database.Tests.Channels;

namespace PalmAssistant.Database.Tests.Policies;

/// <summary>A fresh installation, from outside alone: a curator's token uploads over HTTP, a worker asks over Direct Line, the link opens the clause.</summary>
public sealed class UploadToAnswerTests(CuratedLibrary library) : IClassFixture<CuratedLibrary>
{
    private const string Rule = "青禾办发〔2026〕3号\n青禾区楼道照明管理办法\n第一条 为规范楼道照明，制定本办法。\n第二条 楼道灯损坏的，物业服务企业应当在3日内修复。\n第三条 擅自拆除楼道灯的，处120元罚款。\n第四条 本办法自2026年1月1日起施行。\n青禾区人民政府\n2025年12月1日\n";
    private readonly RunningService service = library.Service;

    private async Task<(int Status, JsonObject Body)> Upload(string token, string name, string text, bool publish)
    {
        using var http = service.Http();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(PolicyRoom.Text(text)), "file", name }, { new StringContent(publish ? "true" : "false"), "publish" } };
        using var answer = await http.PostAsync("/api/policies", form, PolicyRoom.Now);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(PolicyRoom.Now))!.AsObject());
    }

    private async Task<(int Status, string Text)> Call(string token, HttpMethod method, string path, string? json = null)
    {
        using var http = service.Http();
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, PolicyRoom.Now);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(PolicyRoom.Now));
    }

    [Fact]
    public async Task From_the_upload_to_the_cited_answer_to_the_clause_in_the_document()
    {
        using var curator = await DirectLineClient.Open(service, "kb001");
        using var worker = await DirectLineClient.Open(service, "sq001");
        Assert.Equal("unknown", (await worker.Say("擅自拆楼道灯罚多少钱")).Kind());

        var (status, draft) = await Upload(curator.Token, "楼道照明.txt", Rule, publish: false);
        Assert.Equal((201, "草稿", "青禾办发〔2026〕3号", 4), (status, (string)draft["status"]!, (string)draft["number"]!, (int)draft["clauses"]!));
        Assert.Equal("unknown", (await worker.Say("擅自拆楼道灯罚多少钱")).Kind());      // a draft answers nothing
        Assert.Equal(204, (await Call(curator.Token, HttpMethod.Post, $"/api/policies/{draft["id"]}/publish", "{}")).Status);

        var answer = await worker.Say("擅自拆楼道灯罚多少钱");
        var cited = answer["channelData"]!["palm"]!["citations"]![0]!;
        Assert.StartsWith("擅自拆除楼道灯的，处120元罚款。", answer.Text());
        Assert.Equal(("青禾区楼道照明管理办法", "青禾办发〔2026〕3号", "第三条", "擅自拆除楼道灯的，处120元罚款。", "现行"),
            ((string)cited["document"]!, (string)cited["number"]!, (string)cited["clause"]!, (string)cited["quote"]!, (string)cited["status"]!));

        var page = await Call(worker.Token, HttpMethod.Get, ((string)cited["url"]!).Split('#')[0]);
        Assert.Equal(200, page.Status);
        Assert.Contains("<section id=\"第三条\"", page.Text);
        Assert.EndsWith("#" + Uri.EscapeDataString("第三条"), (string)cited["url"]!);

        // Matters of others stay such, also after a policy was spoken of.
        foreach (var said in new[] { "今天天气咋样", "社区今年的财政预算是多少" }) Assert.Equal("unknown", (await worker.Say(said)).Kind());

        var known = await Upload(curator.Token, "又一份.txt", Rule, publish: true);
        Assert.Equal((200, true), (known.Status, (bool)known.Body["recognised"]!));
        Assert.Equal(204, (await Call(curator.Token, HttpMethod.Post, $"/api/policies/{draft["id"]}/withdraw", "{}")).Status);
        Assert.Equal("unknown", (await worker.Say("擅自拆楼道灯罚多少钱")).Kind());
    }

    [Fact]
    public async Task Only_a_curator_uploads_and_a_bad_file_leaves_no_trace()
    {
        using var curator = await DirectLineClient.Open(service, "kb001");
        using var worker = await DirectLineClient.Open(service, "sq001");
        Assert.Equal(403, (await Upload(worker.Token, "楼道.txt", Rule, publish: true)).Status);
        var bad = await Upload(curator.Token, "空.docx", "", publish: true);
        Assert.Equal(422, bad.Status);
        Assert.Contains("空.docx", (string)bad.Body["detail"]!);
        Assert.DoesNotContain("空.docx", (await Call(curator.Token, HttpMethod.Get, "/api/policies")).Text);
    }

    [Fact]
    public async Task Follow_ups_keep_to_the_policy_spoken_of()
    {
        using var curator = await DirectLineClient.Open(service, "kb001");
        await Upload(curator.Token, "长者.txt", "青禾办发〔2026〕7号\n青禾区长者津贴发放管理办法\n第一条 为规范长者津贴发放，制定本办法。\n第二条 具有本区户籍、年满80周岁的老年人，可以享受长者津贴。户籍不在本区的，不予发放。\n第三条 长者津贴标准如下：\n| 年龄 | 每月标准 |\n| 80周岁至89周岁 | 110元 |\n| 90周岁以上 | 260元 |\n第四条 申请长者津贴，应当提交下列材料：\n（一）身份证；\n（二）银行卡。\n第五条 社区应当在3个工作日内审核办结。\n第六条 本办法自2026年3月1日起施行。\n青禾区人民政府\n2026年2月10日", publish: true);
        await Upload(curator.Token, "犬.txt", "青禾区犬只管理规定\n第一条 办理犬证应当提交身份证、免疫证明等材料。\n第二条 公安机关应当在7个工作日内审核办结犬证。\n第三条 本规定自2024年1月1日起施行。\n青禾区人民政府\n2023年12月1日", publish: true);
        using var worker = await DirectLineClient.Open(service, "sq001");
        async Task Says(string said, string clause, string words)
        {
            var answer = await worker.Say(said);
            Assert.True(answer.Kind() == "policy", $"{said}: {answer.Text()}");
            Assert.Equal(("青禾区长者津贴发放管理办法", clause), ((string)answer["channelData"]!["palm"]!["citations"]![0]!["document"]!, (string)answer["channelData"]!["palm"]!["citations"]![0]!["clause"]!));
            Assert.Contains(words, answer.Text().Split('\n')[0]);
        }
        await Says("长者津贴多少钱", "第三条", "260元");
        await Says("85的能领多少", "第三条", "110元");
        await Says("那93呢", "第三条", "260元");
        await Says("要什么材料", "第四条", "银行卡");
        await Says("多久能办好", "第五条", "3个工作日");
        await Says("那外区户口的呢", "第二条", "不予发放");
        await Says("依据哪一条", "第二条", "");
    }
}
