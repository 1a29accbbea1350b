"use strict";
const byId = id => document.getElementById(id);
const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text ?? "" }, more);

async function call(method, path, body) {
  const isForm = body instanceof FormData;
  const reply = await fetch("/api/policies" + path, { method, headers: { "X-Palm": "1", ...(body && !isForm ? { "Content-Type": "application/json" } : {}) }, body: isForm ? body : body && JSON.stringify(body) });
  const data = reply.status === 204 ? null : await reply.json();
  if (!reply.ok) throw new Error(data?.detail ?? data?.title ?? "没有成功，请稍后再试。");
  return data;
}

function say(text, bad) {
  const said = byId("said");
  said.textContent = text;
  said.className = bad ? "bad" : "good";
  said.hidden = false;
}

const act = work => async event => {
  event?.preventDefault();
  try { await work(event); } catch (problem) { say(problem.message, true); }
};

const button = (text, work, kind = "") => { const b = make("button", text, { type: "button", className: kind }); b.addEventListener("click", act(work)); return b; };

async function showDocuments() {
  const documents = await call("GET", "");
  byId("count").textContent = documents.length;
  byId("documents").tBodies[0].replaceChildren(...documents.map(d => {
    const row = make("tr");
    const title = make("td");
    title.append(make("a", d.title, { href: `/policies/${d.id}`, target: "_blank" }));
    row.append(title, ...[d.number, d.effectiveFrom, d.validUntil].map(v => make("td", v ?? "")));
    const status = make("td");
    status.append(make("span", d.status, { className: "chip " + (d.status === "现行" ? "live" : "") }));
    const actions = make("td", "", { className: "actions" });
    actions.append(button("核对", () => preview(d.id)));
    if (d.status === "草稿" || d.status === "已撤回") actions.append(button("发布", async () => { await call("POST", `/${d.id}/publish`); say(`已发布《${d.title}》`); await showDocuments(); }, "main"));
    else actions.append(button("撤回", async () => { await call("POST", `/${d.id}/withdraw`); say(`已撤回《${d.title}》，不再用于回答`); await showDocuments(); }), button("标记废止", async () => {
      const from = prompt("从哪天起废止？（如 2026-11-01；留空取消标记）", "");
      if (from === null) return;
      await call("POST", `/${d.id}/repeal`, { from: from.trim() || null });
      say(from.trim() ? `《${d.title}》自 ${from.trim()} 起按废止处理` : "已取消废止标记");
      await showDocuments();
    }));
    row.append(status, make("td", d.clauses), actions);
    return row;
  }));
}

async function preview(id) {
  const d = await call("GET", `/${id}`);
  const form = byId("metadata");
  for (const name of ["title", "number", "issuer", "level", "signedOn", "effectiveFrom", "validUntil"]) form.elements[name].value = d[name] ?? "";
  form.dataset.id = id;
  byId("clauses").replaceChildren(...d.clauses.map(c => {
    const part = make("article");
    part.append(make("h3", [c.label, c.heading].filter(Boolean).join("　")), ...c.text.split("\n").map(line => make("p", line)));
    return part;
  }));
  byId("preview").hidden = false;
  byId("preview").scrollIntoView({ behavior: "smooth" });
}

const question = (q, ...buttons) => {
  const item = make("div", "", { className: "item" });
  const words = make("div");
  words.append(make("b", q.question), make("small", ` ${q.times}次 ${q.clause ? "· " + q.clause : ""} ${q.why && !/^[a-z_]+$/.test(q.why) ? "· " + q.why : ""}`));
  item.append(words, ...buttons);
  return item;
};

async function showQuestions() {
  const [unanswered, rated, asked] = await Promise.all(["unanswered", "rated", "asked"].map(kind => call("GET", `/questions/${kind}`)));
  const none = text => [make("p", text, { className: "hint" })];
  const settle = q => button("已处理", async () => { await call("POST", "/questions/settle", { question: q.question }); await showQuestions(); });
  const pin = q => button("指定条款", async () => {
    const target = prompt("填“文件编号 条款”，如 12 第六条（文件编号见其链接）");
    const match = /^(\d+)\s+(\S+)$/.exec(target?.trim() ?? "");
    if (!match) return;
    await call("POST", `/${match[1]}/pins`, { question: q.question, clause: match[2] });
    say("已指定，以后同样的问题按这一条回答");
    await showQuestions();
  });
  byId("unanswered").replaceChildren(...(unanswered.length ? unanswered.map(q => question(q, pin(q), settle(q))) : none("暂时没有。")));
  byId("rated").replaceChildren(...(rated.length ? rated.map(q => question(q, pin(q))) : none("暂时没有。")));
  byId("asked").replaceChildren(...(asked.length ? asked.map(q => question(q)) : none("还没有人问过。")));
}

async function showSynonyms() {
  const synonyms = await call("GET", "/synonyms");
  byId("synonyms").replaceChildren(...synonyms.map(s => {
    const item = make("div", "", { className: "item" });
    item.append(make("span", `${s.say} → ${s.means}`), button("删除", async () => { await call("DELETE", `/synonyms?say=${encodeURIComponent(s.say)}&means=${encodeURIComponent(s.means)}`); await showSynonyms(); }));
    return item;
  }));
}

byId("upload").addEventListener("submit", act(async event => {
  const form = new FormData(event.target);
  form.append("publish", "false");
  say("正在读取…");
  const d = await call("POST", "", form);
  say(d.recognised ? `这份文件已经在库里：《${d.title}》` : `读到《${d.title}》，${d.clauses}条。${d.warnings.join("")}请核对后发布。`);
  event.target.reset();
  await showDocuments();
  await preview(d.id);
}));

byId("metadata").addEventListener("submit", act(async event => {
  const form = event.target, id = form.dataset.id, stated = {};
  for (const name of ["title", "number", "issuer", "level", "signedOn", "effectiveFrom", "validUntil"]) if (form.elements[name].value) stated[name] = form.elements[name].value;
  await call("PATCH", `/${id}`, stated);
  if (event.submitter?.name === "publish") await call("POST", `/${id}/publish`);
  say(event.submitter?.name === "publish" ? "已发布，马上可以回答。" : "已保存。");
  await showDocuments();
}));

byId("synonym").addEventListener("submit", act(async event => {
  await call("POST", "/synonyms", Object.fromEntries(new FormData(event.target)));
  event.target.reset();
  say("已添加，马上生效。");
  await showSynonyms();
}));

act(async () => { await Promise.all([showDocuments(), showQuestions(), showSynonyms()]); })();
