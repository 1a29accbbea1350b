// Following one report: who is in and who is not, reminders, extensions, review, what came in put together.
import { byId, make, button, ask, call, say, local, dueWords, states } from './common.js';

const id = location.pathname.split('/').at(-1), path = `/api/issues/${id}`;
let page, rollup = null, tab = 'parts';

async function load() {
  page = await call('GET', path);
  draw();
}

function draw() {
  const { issue } = page;
  document.title = `${issue.title} · 掌上社区助手`;
  byId('title').textContent = issue.title;
  byId('facts').replaceChildren(make('span', { className: `chip ${issue.in === issue.all ? 'good' : ''}`, textContent: issue.closed ? '已结束' : issue.in === issue.all ? '报齐了' : `已报 ${issue.in} / ${issue.all}` }), ` ${issue.publisher}发的 · `, make('span', { className: issue.overdue ? 'overdue' : '', textContent: dueWords(issue.due, issue.dueTime) + (issue.overdue ? '（已过）' : '') }), page.reviewers.length ? ` · 审核人 ${page.reviewers.join('、')}` : '');
  byId('nav').replaceChildren(...(page.mayReview && !issue.closed ? [button('延期', () => extend(null)), button('结束', close)] : []));
  const tabs = make('div', { className: 'tabs', role: 'tablist' }, ...[['parts', '谁报了'], ['rollup', '汇总']].map(([key, text]) => make('button', { type: 'button', role: 'tab', 'aria-selected': String(tab === key), textContent: text, on: { click: () => { tab = key; draw(); } } })));
  byId('body').replaceChildren(tabs, tab === 'parts' ? parts() : together());
}

function parts() {
  const open = page.parts.filter(p => ['waiting', 'draft', 'returned'].includes(p.state)), review = page.parts.filter(p => p.state === 'submitted'), done = page.parts.filter(p => p.state === 'accepted'), excused = page.parts.filter(p => p.state === 'excused');
  const box = make('div');
  if (page.repeats.length) box.append(make('p', { className: 'look', textContent: `${page.repeats.length} 人反映重复要表：${page.repeats.slice(0, 3).join('；')}` }));
  const streets = new Set(page.parts.map(p => p.street)).size > 1;
  box.append(
    group(`还没报的（${open.length}）`, open, '都报齐了。', streets, page.mayReview && open.length ? button(`催一下没报的 ${open.length} 家`, remind, 'main') : null),
    group(`等审核的（${review.length}）`, review, '没有等审核的。', streets, page.mayReview && review.length > 1 ? button('全部通过', acceptAll) : null),
    group(`已通过的（${done.length}）`, done, '还没有。', streets),
    excused.length ? group(`不用报的（${excused.length}）`, excused, '', streets) : '');
  return box;
}

function group(title, items, empty, streets, action) {
  return make('section', {}, make('div', { className: 'heading' }, make('h2', { textContent: title }), action), items.length ? make('div', { className: 'links' }, ...items.map(p => part(p, streets))) : make('p', { className: 'empty', textContent: empty }));
}

function part(p, streets) {
  const facts = [streets ? p.street : '', p.submittedAt && p.state !== 'draft' ? `${local(p.submittedAt)} ${p.submittedBy ?? ''}报的` : p.openedBy ? `${p.openedBy}打开过` : '还没打开', p.due ? `延到 ${p.due}` : '', p.remindedAt ? `${local(p.remindedAt)} 催过` : ''].filter(Boolean).join(' · ');
  return make('div', { className: 'link' },
    make('a', { className: 'name', href: `/forms/${p.id}`, textContent: p.target }), make('span', { className: 'marks' }, make('span', { className: `chip ${p.state}`, textContent: states[p.state] })),
    make('span', { className: 'values', textContent: facts }),
    p.asked && page.mayReview ? make('div', { className: 'asked' }, make('span', { textContent: `申请延期：${p.asked}` }), button('同意', () => extend(p), 'small main'), button('不同意', async () => { await call('POST', `${path}/decline`, { part: p.id }); await load(); say(`没有同意${p.target}延期，会告诉他们。`); }, 'small')) : p.asked ? make('div', { className: 'asked', textContent: `申请延期：${p.asked}` }) : null);
}

async function remind() {
  const { reminded, rested } = await call('POST', `${path}/remind`, {});
  await load();
  say(reminded.length ? `已催 ${reminded.length} 家：${reminded.slice(0, 12).join('、')}${reminded.length > 12 ? ' 等' : ''}。${rested ? `另有 ${rested} 家 4 小时内催过，没有重复催。` : ''}消息会合并发给他们，不在夜里打扰。` : `没报的 ${rested} 家刚刚催过，4 小时内不重复催。`);
}

async function extend(one) {
  const wish = /\d{4}-\d\d-\d\d/.exec(one?.askedUntil ?? one?.asked ?? '')?.[0];
  const answer = await ask({ title: one ? `${one.target}延到哪天` : '全部延到哪天', content: [make('label', {}, '日期', make('input', { type: 'date', name: 'day', value: wish ?? page.issue.due ?? '' })), make('label', {}, '时间（可不填）', make('input', { type: 'time', name: 'time', value: page.issue.dueTime ?? '' }))], ok: one ? '同意延期' : '改截止时间', check: v => v.day ? null : '请选日期' });
  if (!answer) return;
  await call('POST', `${path}/extend`, { part: one?.id ?? null, due: answer.day, dueTime: answer.time ? `${answer.time}:00` : null });
  await load();
  say(one ? `${one.target}的截止改为 ${answer.day}，会告诉他们；其他社区不变。` : `截止改为 ${answer.day}，会告诉没报的社区。`);
}

async function close() {
  if (!await ask({ title: '结束这张表？', text: `还有 ${page.issue.all - page.issue.in} 家没报。结束后社区不再看到它，已报的都还在。`, ok: '结束', danger: true })) return;
  await call('POST', `${path}/close`);
  await load();
}

async function acceptAll() {
  const { accepted } = await call('POST', `${path}/accept`);
  await load();
  say(`已通过 ${accepted} 份。`);
}

function together() {
  const box = make('div');
  if (!rollup) {
    box.append(make('p', { className: 'loading', textContent: '正在汇总…' }));
    call('GET', `${path}/rollup`).then(r => { rollup = r; if (tab === 'rollup') draw(); }).catch(t => say(t.message, 'bad'));
    return box;
  }
  box.append(make('section', {}, make('div', { className: 'heading' }, make('h2', { textContent: rollup.missing.length ? `还没齐：已报 ${rollup.in} 家，差 ${rollup.missing.length} 家` : `齐了，${rollup.in} 家都报了` }),
    make('span', { className: 'actions' }, button('重新汇总', async () => { rollup = null; draw(); }), rollup.in ? make('a', { className: 'button main', href: `${path}/workbook`, textContent: '导出（原版式）' }) : null)),
    rollup.missing.length ? make('p', { className: 'hint', textContent: `没报的：${rollup.missing.slice(0, 30).join('、')}${rollup.missing.length > 30 ? ' 等' : ''}` }) : null));
  if (rollup.findings.length) box.append(make('section', {}, make('h2', { textContent: `要留意的数（${rollup.findings.length}）` }), make('div', { className: 'links' }, ...rollup.findings.map(f => make('a', { className: 'link', href: `/forms/${f.part}` }, make('span', { className: 'name', textContent: `${f.target} · ${f.column}` }), make('span', { className: 'values', textContent: f.words }))))));
  for (const table of rollup.tables) box.append(sums(table));
  return box;
}

const numeric = c => c.type === 'integer' || c.type === 'number';

/** Rows joined, the sum below; a tapped cell tells who filled it, when, from what. */
function sums(table) {
  const box = make('section', {}, make('h2', { textContent: table.caption ?? `明细（${table.total} 行）` }));
  if (!table.rows.length) { box.append(make('p', { className: 'empty', textContent: '还没有报上来的行。' })); return box; }
  const named = !table.columns.some(c => /社区|街道/.test(c.name));
  const head = make('tr', {}, table.added || named ? make('th', { className: 'stuck', textContent: table.added ? '项目' : '社区' }) : null, ...table.columns.filter(c => !table.added || numeric(c)).map(c => make('th', { scope: 'col' }, c.path.length > 1 ? make('small', { textContent: c.path.slice(0, -1).join('·') }) : null, make('span', { textContent: c.path.at(-1) }))));
  const columns = table.columns.filter(c => !table.added || numeric(c));
  const shown = table.rows.slice(0, 300);
  const body = shown.map(row => make('tr', {}, table.added || named ? make('td', { className: 'stuck' }, make('output', { textContent: row.target })) : null, ...columns.map(c => {
    const value = row.values[c.column] ?? '', changed = row.changed.includes(c.column);
    const cell = row.part ? make('button', { type: 'button', className: `trace ${numeric(c) ? 'number' : ''}`, textContent: value || '—', title: '看这一格的记录', on: { click: () => trace(row, c).catch(t => say(t.message, 'bad')) } }) : make('output', { className: numeric(c) ? 'number' : '', textContent: value });
    return make('td', { className: changed ? 'changed' : '' }, cell);
  })));
  const foot = Object.keys(table.sums).length ? make('tfoot', {}, make('tr', {}, table.added || named ? make('th', { className: 'stuck', textContent: '合计' }) : null, ...columns.map((c, i) => make('th', { className: numeric(c) ? 'number' : '', textContent: table.sums[c.column] ?? (i === 0 && !named && !table.added ? '合计' : '') })))) : null;
  box.append(make('div', { className: 'grid-scroll' }, make('table', { className: 'grid sums' }, make('thead', {}, head), make('tbody', {}, ...body), foot)));
  if (table.total > shown.length) box.append(make('p', { className: 'hint', textContent: `共 ${table.total} 行，这里显示前 ${shown.length} 行，全部请导出。` }));
  if (table.byStreet.length) box.append(make('h3', { textContent: '按街道' }), make('div', { className: 'grid-scroll' }, make('table', { className: 'grid sums' }, make('thead', {}, make('tr', {}, make('th', { className: 'stuck', textContent: '街道' }), make('th', { textContent: '已报' }), ...columns.filter(c => table.sums[c.column] !== undefined).map(c => make('th', { textContent: c.name })))),
    make('tbody', {}, ...table.byStreet.map(s => make('tr', {}, make('td', { className: 'stuck' }, make('output', { textContent: s.name })), make('td', {}, make('output', { className: 'number', textContent: `${s.in}/${s.all}` })), ...columns.filter(c => table.sums[c.column] !== undefined).map(c => make('td', {}, make('output', { className: 'number', textContent: s.sums[c.column] ?? '—' })))))))));
  return box;
}

/** Who, when, from what, changed from what. */
async function trace(row, column) {
  const cell = `${row.key}/${column.column}`;
  const [form, steps] = await Promise.all([call('GET', `/api/forms/${row.part}`), call('GET', `/api/forms/${row.part}/history?cell=${encodeURIComponent(cell)}`)]);
  const source = form.sources[`${row.key.split('/')[0]}/${column.column}`], typed = form.typed[cell];
  const facts = [['社区', row.target], ['值', row.values[column.column] ?? '空'], source ? ['来源', source.withheld ?? `${source.name}${source.latest ? `（${source.latest}）` : ''}`] : null, source?.understood ? ['口径', source.understood] : null, typed?.brought ? ['平台带的', typed.brought] : null, typed ? ['谁填的', `${typed.byName} ${local(typed.at)}`] : ['谁填的', column.formula ? '公式算出' : source ? '平台带出，没有改' : '没有填'], typed?.why ? ['为什么改', typed.why] : null].filter(Boolean);
  const answer = await ask({
    title: column.name, ok: '打开这份', cancel: '关闭', content: [make('dl', {}, ...facts.flatMap(([k, v]) => [make('dt', { textContent: k }), make('dd', { textContent: v })])), make('h3', { textContent: '改动记录' }),
      steps.length ? make('ul', { className: 'history' }, ...steps.map(s => make('li', {}, make('b', { textContent: `${local(s.at)} ${s.by}` }), ` ${s.what}` + (s.what === '改了一格' ? `：${s.before ?? '空'} → ${s.after ?? '空'}` : '') + (s.why ? `（${s.why}）` : '')))) : make('p', { className: 'hint', textContent: '没有人改过。' })],
  });
  if (answer) location.href = `/forms/${row.part}`;
}

load().catch(trouble => { byId('title').textContent = trouble.status === 403 ? '无权查看' : '没有打开'; byId('body').replaceChildren(make('p', { className: 'empty', textContent: trouble.message })); });
