"use strict";
const byId = id => document.getElementById(id);
const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text ?? "" }, more);
const fields = ["title", "number", "issuer", "level", "signedOn", "effectiveFrom", "validUntil"];
let documents = [], opened = null;

async function call(method, path, body) {
  let reply;
  try {
    reply = await fetch("/api/policies" + path, { method, headers: { "X-Palm": "1", ...(body ? { "Content-Type": "application/json" } : {}) }, body: body && JSON.stringify(body) });
  } catch { throw new Error("连不上服务，请检查网络后重试。"); }
  if (reply.status === 401) { location.href = "/"; throw new Error("登录已过期，请重新登录。"); }
  const data = reply.status === 204 ? null : await reply.json().catch(() => null);
  if (!reply.ok) throw new Error(data?.detail ?? data?.title ?? "没有成功，请稍后再试。");
  return data;
}

function say(text, bad, undo) {
  const said = byId("said");
  said.replaceChildren(make("span", text));
  if (undo) said.append(button("撤销", undoLast));
  said.className = bad ? "bad" : "good";
  said.hidden = false;
}

const act = work => async event => {
  event?.preventDefault?.();
  const pressed = event?.submitter ?? (event?.target instanceof HTMLButtonElement ? event.target : null);
  if (pressed?.disabled) return;
  if (pressed) pressed.disabled = true;
  try { await work(event); } catch (problem) { say(problem.message, true); } finally { if (pressed) pressed.disabled = false; }
};

const button = (text, work, kind = "") => { const b = make("button", text, { type: "button", className: kind }); b.addEventListener("click", act(work)); return b; };

// Asks for something in a dialog; null when it was cancelled.
function ask(title, hint, parts, yes = "确定") {
  const box = byId("ask"), form = box.querySelector("form");
  form.querySelector("h2").textContent = title;
  form.querySelector(".hint").textContent = hint;
  form.querySelector("div").replaceChildren(...parts);
  form.querySelector("[value=yes]").textContent = yes;
  box.returnValue = "no";
  box.showModal();
  return new Promise(done => box.addEventListener("close", () => done(box.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null), { once: true }));
}

const input = (label, more) => { const l = make("label", label); l.append(Object.assign(make("input"), more)); return l; };

// ---- documents ----
async function showDocuments() {
  documents = await call("GET", "");
  byId("count").textContent = documents.length;
  byId("none").hidden = documents.length > 0;
  listDocuments();
  const { progress, problem } = await call("GET", "/vectors");
  const line = byId("vectors");
  line.hidden = !problem && (!progress || progress.ready);
  line.textContent = problem ? `${problem} 暂时只按字词查找。` : progress ? `正在为条款建立语义索引：${progress.done} / ${progress.total}（${progress.percent}%），不影响回答。` : "";
  if (!line.hidden) setTimeout(() => { if (!document.hidden) showDocuments().catch(() => {}); }, 5000);
}

function listDocuments() {
  const wanted = byId("filter").value.trim();
  const found = documents.filter(d => !wanted || [d.title, d.number, d.status, d.issuer].some(v => v?.includes(wanted)));
  const order = { "草稿": 0, "现行": 1, "尚未施行": 2 };
  found.sort((a, b) => (order[a.status] ?? 3) - (order[b.status] ?? 3) || b.id - a.id);
  byId("documents").tBodies[0].replaceChildren(...found.slice(0, 300).map(documentRow));
}

function documentRow(d) {
  const row = make("tr"), title = make("td"), status = make("td"), buttons = make("td"), actions = make("div", "", { className: "actions" });
  buttons.append(actions);
  title.append(make("a", d.title, { href: `/policies/${d.id}`, target: "_blank" }));
  row.append(title, ...[d.number, d.effectiveFrom, d.validUntil].map(v => make("td", v ?? "")));
  status.append(make("span", d.status, { className: "chip " + (d.status === "现行" ? "live" : d.status === "草稿" ? "draft" : "") }));
  actions.append(button("核对", () => preview(d.id)));
  if (d.status === "草稿" || d.status === "已撤回") actions.append(button("发布", () => publish(d), "main"), button("删除", () => change("DELETE", d, "", null, `已删除《${d.title}》。`)));
  else actions.append(button("撤回", () => change("POST", d, "/withdraw", { version: d.version }, `已撤回《${d.title}》，不再用于回答。`)), button(d.markedRepealedOn ? "取消废止" : "标记废止", () => repeal(d)));
  row.append(status, make("td", d.clauses), buttons);
  return row;
}

async function change(method, d, path, body, done) {
  await call(method, `/${d.id}${path}`, body ?? undefined);
  say(done, false, true);
  await Promise.all([showDocuments(), showChanges()]);
}

async function repeal(d) {
  if (d.markedRepealedOn) return change("POST", d, "/repeal", { from: null, version: d.version }, `《${d.title}》不再标记为废止。`);
  const given = await ask("标记废止", `《${d.title}》从哪天起不再有效？`, [input("废止日期", { name: "from", type: "date", required: true, value: new Date().toLocaleDateString("sv") })]);
  if (given) await change("POST", d, "/repeal", { from: given.from, version: d.version }, `《${d.title}》自 ${given.from} 起按废止处理。`);
}

// Asks the regression questions first; what would change is shown before anything is published.
async function publish(d) {
  const report = await call("GET", `/${d.id}/check`);
  if (report.shifts.length > 0) {
    const list = make("ul", "", { className: "shifts" });
    list.append(...report.shifts.slice(0, 12).map(shiftLine));
    const answer = await ask(`发布《${d.title}》会改变 ${report.shifts.length} 个问题的回答`, `共问了 ${report.asked} 个问题，其中回归题 ${report.regression} 个${report.failed ? `，${report.failed} 个与回归题不符` : ""}。`, [list], "仍然发布");
    if (!answer) return;
  }
  await change("POST", d, "/publish", { version: d.version }, `已发布《${d.title}》，马上可以回答。`);
  if (opened?.id == d.id) await preview(d.id, false);
}

function shiftLine(s) {
  const line = make("li");
  line.append(make("b", `“${s.question}”`), make("span", ` ${s.says}：`), make("span", s.before), make("span", " → "), make("b", s.after));
  if (s.expected) line.append(make("span", `（应为${s.expected}）`));
  return line;
}

// ---- one document ----
async function preview(id, scroll = true) {
  const d = opened = await call("GET", `/${id}`);
  const form = byId("metadata");
  for (const name of fields) form.elements[name].value = d[name] ?? "";
  byId("preview-title").textContent = `核对：${d.title}（${d.status}）`;
  form.elements.publish.hidden = !(d.status === "草稿" || d.status === "已撤回");
  byId("relations").textContent = d.relations.map(r => `${{ amends: "修改", repeals: "废止", replaces: "停止执行" }[r.type] ?? r.type}${r.document ? `《${r.document}》` : ""}${r.number ?? ""}${r.clause ?? ""}`).join("；");
  byId("shifts").hidden = true;
  byId("save-clauses").hidden = true;
  showClauses();
  byId("preview").hidden = false;
  if (scroll) { byId("preview").scrollIntoView({ behavior: "smooth" }); byId("preview").focus({ preventScroll: true }); }
}

function showClauses() {
  byId("cut").textContent = `切出 ${opened.clauses.length} 条；点一条可以更正`;
  byId("clauses").replaceChildren(...opened.clauses.map(clauseBlock));
}

function clauseBlock(c, at) {
  const part = make("article", "", { tabIndex: 0 }), edit = () => editClause(part, c, at);
  part.append(make("h3", [c.label, c.heading].filter(Boolean).join("　")), ...c.text.split("\n").map(line => make("p", line)));
  part.addEventListener("click", edit);
  part.addEventListener("keydown", event => { if (event.key === "Enter" && event.target === part) { event.preventDefault(); edit(); } });
  return part;
}

function editClause(part, c, at) {
  if (part.classList.contains("editing")) return;
  part.classList.add("editing");
  const label = input("条款号", { value: c.label, maxLength: 40 }), heading = input("标题", { value: c.heading ?? "", maxLength: 120 });
  const text = make("textarea", c.text, { rows: Math.min(14, 2 + c.text.length / 40), "ariaLabel": "正文" });
  const clauses = opened.clauses, done = () => { byId("save-clauses").hidden = false; showClauses(); };
  const actions = make("span", "", { className: "actions" });
  actions.append(
    button("改好了", () => { Object.assign(c, { label: label.lastChild.value.trim(), heading: heading.lastChild.value.trim() || null, text: text.value.trim() }); done(); }, "main"),
    button("并入上一条", () => { if (at > 0) { clauses[at - 1].text += "\n" + c.text; clauses.splice(at, 1); done(); } }),
    button("在光标处断开", () => {
      const cut = text.selectionStart;
      if (cut <= 0 || cut >= text.value.length) throw new Error("请先把光标放到要断开的地方。");
      clauses.splice(at + 1, 0, { id: null, label: c.label + "之后", chapter: c.chapter, heading: null, text: text.value.slice(cut).trim() });
      c.text = text.value.slice(0, cut).trim();
      done();
    }),
    button("删掉这条", () => { clauses.splice(at, 1); done(); }),
    button("不改了", () => showClauses()));
  part.replaceChildren(label, heading, text, actions);
  text.focus();
}

byId("save-clauses").addEventListener("click", act(async () => {
  await call("PUT", `/${opened.id}/clauses`, { version: opened.version, clauses: opened.clauses.map(c => ({ id: c.id, label: c.label, chapter: c.chapter, heading: c.heading, text: c.text })) });
  say("条款更正已保存。", false, true);
  await Promise.all([preview(opened.id, false), showDocuments(), showChanges()]);
}));

byId("check").addEventListener("click", act(async () => {
  const report = await call("GET", `/${opened.id}/check`), box = byId("shifts"), list = make("ul", "", { className: "shifts" });
  list.append(...report.shifts.map(shiftLine));
  box.replaceChildren(make("b", report.asked === 0 ? "还没有可用来检查的问题：加几道回归题，或等工作人员问过以后再查。" : report.shifts.length === 0 ? `问了 ${report.asked} 个问题，发布后回答都不变。` : `问了 ${report.asked} 个问题，${report.shifts.length} 个会变${report.failed ? `，其中 ${report.failed} 个与回归题不符` : ""}：`), list);
  box.hidden = false;
}));

byId("close").addEventListener("click", () => { byId("preview").hidden = true; opened = null; });

byId("metadata").addEventListener("submit", act(async event => {
  const form = event.target, stated = {}, publishing = event.submitter?.name === "publish";
  for (const name of fields) if (form.elements[name].value !== (opened[name] ?? "")) stated[name] = form.elements[name].value;
  for (const name of ["signedOn", "effectiveFrom", "validUntil"]) if (stated[name] === "") delete stated[name];
  if (Object.keys(stated).length > 0) {
    await call("PATCH", `/${opened.id}?version=${opened.version}`, stated);
    say("已保存。", false, true);
    await preview(opened.id, false);
    await Promise.all([showDocuments(), showChanges()]);
  } else if (!publishing) say("没有改动。");
  if (publishing) await publish(opened);
}));

// ---- upload ----
function send(file, on) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest(), form = new FormData();
    form.append("file", file);
    form.append("publish", "false");
    request.open("POST", "/api/policies");
    request.setRequestHeader("X-Palm", "1");
    request.upload.onprogress = e => { if (e.lengthComputable) on(100 * e.loaded / e.total); };
    request.onerror = () => failed(new Error("连不上服务，请检查网络后重试。"));
    request.onload = () => {
      let data = null;
      try { data = JSON.parse(request.responseText); } catch { /* a page of a proxy */ }
      request.status < 300 ? done(data) : failed(new Error(data?.detail ?? data?.title ?? "没有成功，请稍后再试。"));
    };
    request.send(form);
  });
}

const chosen = () => {
  const files = [...byId("file").files];
  byId("chosen").textContent = files.length === 0 ? "还没有选文件" : files.length === 1 ? files[0].name : `${files.length} 份：${files.slice(0, 3).map(f => f.name).join("、")}${files.length > 3 ? "…" : ""}`;
};
byId("file").addEventListener("change", chosen);
byId("choose").addEventListener("keydown", event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); byId("file").click(); } });
for (const kind of ["dragover", "drop"]) byId("upload").addEventListener(kind, event => {
  event.preventDefault();
  if (kind === "drop") { byId("file").files = event.dataTransfer.files; chosen(); }
});

byId("upload").addEventListener("submit", act(async event => {
  const files = [...byId("file").files];
  if (files.length === 0) throw new Error("请先选择文件。");
  const bar = byId("sending"), list = byId("uploaded");
  bar.hidden = false;
  list.replaceChildren();
  let last = null, refused = 0;
  for (const [i, file] of files.entries()) {
    const tell = part => { bar.firstChild.value = part; bar.lastChild.textContent = `第 ${i + 1} / ${files.length} 份 ${part < 100 ? `上传 ${Math.round(part)}%` : "正在读取和切分…"}`; };
    tell(0);
    const line = make("li");
    try {
      const d = last = await send(file, tell);
      line.append(make("span", d.recognised ? `${file.name}：已经在库里，《${d.title}》` : `${file.name}：《${d.title}》，${d.clauses} 条 ${d.warnings.join("")}`), " ", button("核对", () => preview(d.id)));
    } catch (problem) { refused++; line.append(make("span", problem.message, { className: "bad" })); }
    list.append(line);
  }
  bar.hidden = true;
  event.target.reset();
  chosen();
  say(refused === files.length ? "没有能入库的文件，原因见下。" : files.length === 1 ? (last.recognised ? `这份文件已经在库里：《${last.title}》` : `读到《${last.title}》，${last.clauses} 条。请核对后发布。`) : `收下 ${files.length - refused} 份${refused ? `，${refused} 份没有入库` : ""}，请逐份核对后发布。`, refused === files.length);
  await Promise.all([showDocuments(), showChanges()]);
  if (last && files.length === 1) await preview(last.id);
}));

// ---- questions ----
const question = (q, ...buttons) => {
  const item = make("div", "", { className: "item" }), words = make("div"), actions = make("span", "", { className: "actions" });
  words.append(make("b", q.question), make("small", ` ${q.times}次${q.clause ? " · " + q.clause : ""}${q.why && !/^[a-z_]+$/.test(q.why) ? " · " + q.why : ""}`));
  if (q.alike?.length) words.append(make("small", `　类似：${q.alike.slice(0, 4).join("、")}${q.alike.length > 4 ? "…" : ""}`, { className: "alike" }));
  actions.append(...buttons);
  item.append(words, actions);
  return item;
};

async function chooseClause(title, hint) {
  const live = documents.filter(d => d.status === "现行" || d.status === "尚未施行");
  if (live.length === 0) throw new Error("还没有发布的文件。");
  const which = make("select", "", { name: "document", ariaLabel: "文件" }), clause = make("select", "", { name: "clause", ariaLabel: "条款" });
  which.append(...live.map(d => make("option", `${d.title} ${d.number ?? ""}`, { value: d.id })));
  const fill = async () => { const d = await call("GET", `/${which.value}`); clause.replaceChildren(...d.clauses.map(c => make("option", `${c.label} ${c.text.slice(0, 30)}`, { value: c.label }))); };
  which.addEventListener("change", fill);
  await fill();
  const given = await ask(title, hint, [which, clause]);
  return given && { document: Number(given.document), clause: given.clause };
}

async function pinTo(q) {
  const target = await chooseClause("指定由哪一条回答", `“${q.question}”`);
  if (!target) return;
  for (const one of [q.question, ...(q.alike ?? [])]) await call("POST", `/${target.document}/pins`, { question: one, clause: target.clause });
  say("已指定，以后类似的问题按这一条回答。", false, true);
  await Promise.all([showQuestions(), showChanges()]);
}

async function keepAsRegression(q) {
  const target = await chooseClause("加入回归题", `“${q.question}”应由哪一条回答？`);
  if (!target) return;
  await call("POST", "/regression", { question: q.question, ...target });
  say("已加入回归题，发布前会再问一遍。", false, true);
  await Promise.all([showRegression(), showChanges()]);
}

async function settle(q) {
  for (const one of [q.question, ...(q.alike ?? [])]) await call("POST", "/questions/settle", { question: one });
  say("已处理。", false, true);
  await Promise.all([showQuestions(), showChanges()]);
}

const orNone = (items, text) => items.length ? items : [make("p", text, { className: "hint" })];

async function showQuestions() {
  const [unanswered, rated, asked] = await Promise.all(["unanswered", "rated", "asked"].map(kind => call("GET", `/questions/${kind}`)));
  byId("unanswered").replaceChildren(...orNone(unanswered.map(q => question(q, button("指定条款", () => pinTo(q)), button("已处理", () => settle(q)))), "暂时没有。"));
  byId("rated").replaceChildren(...orNone(rated.map(q => question(q, button("指定条款", () => pinTo(q)), button("加入回归题", () => keepAsRegression(q)))), "暂时没有。"));
  byId("asked").replaceChildren(...orNone(asked.map(q => question(q, button("加入回归题", () => keepAsRegression(q)))), "还没有人问过。"));
}

async function showRegression() {
  const all = await call("GET", "/regression");
  byId("regression").replaceChildren(...orNone(all.map(q => {
    const item = make("div", "", { className: "item" });
    item.append(make("span", `${q.question} → ${q.expected}`), button("移除", async () => { await call("DELETE", `/regression?question=${encodeURIComponent(q.question)}`); await Promise.all([showRegression(), showChanges()]); }));
    return item;
  }), "还没有回归题。"));
}

async function showSynonyms() {
  const synonyms = await call("GET", "/synonyms");
  byId("synonyms").replaceChildren(...synonyms.map(s => {
    const item = make("div", "", { className: "item" });
    item.append(make("span", `${s.say} → ${s.means}`), button("删除", async () => { await call("DELETE", `/synonyms?say=${encodeURIComponent(s.say)}&means=${encodeURIComponent(s.means)}`); await Promise.all([showSynonyms(), showChanges()]); }));
    return item;
  }));
}

byId("synonym").addEventListener("submit", act(async event => {
  await call("POST", "/synonyms", Object.fromEntries(new FormData(event.target)));
  event.target.reset();
  say("已添加，马上生效。", false, true);
  await Promise.all([showSynonyms(), showChanges()]);
}));

// ---- changes ----
let newest = null;
async function showChanges() {
  const changes = await call("GET", "/changes");
  newest = changes.find(c => c.canUndo)?.id ?? null;
  byId("changes").replaceChildren(...orNone(changes.slice(0, 30).map(c => {
    const item = make("div", "", { className: "item" + (c.undone ? " undone" : "") }), words = make("div");
    words.append(make("span", c.says), make("small", ` ${c.by} · ${new Date(c.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" })}${c.undone ? " · 已撤销" : ""}`));
    item.append(words);
    if (c.canUndo) item.append(button("撤销", () => undo(c.id)));
    return item;
  }), "还没有改动。"));
}

async function undo(id) {
  await call("POST", `/changes/${id}/undo`, {});
  say("已撤销。");
  await showAll();
  if (opened) await preview(opened.id, false).catch(() => { byId("preview").hidden = true; opened = null; });
}

async function undoLast() { if (newest) await undo(newest); }

byId("filter").addEventListener("input", listDocuments);
const showAll = () => Promise.all([showDocuments(), showQuestions(), showSynonyms(), showRegression(), showChanges()]);
act(async () => {
  await showAll();
  const linked = /^#d(\d+)$/.exec(location.hash);
  if (linked) await preview(linked[1]);
})();
