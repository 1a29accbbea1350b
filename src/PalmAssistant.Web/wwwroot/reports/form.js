// The form page: opens a submission, lays its tables out, keeps it saved, leads from one open place to the next, sends it in.
import { byId, make, button, act, ask, call, say, local, dueWords, states } from './common.js';
import { Model } from './model.js';
import { remarks, details, origin } from './cells.js';
import { fieldsOf, grid, cards, cellClass, mark, strike } from './layout.js';

const id = location.pathname.split('/').at(-1);
const wide = matchMedia('(min-width: 760px)');
let model, parts = [], filter = '', onlyOpen = false, inspected = null, rowOpen = null, at = null;

const load = () => call('GET', `/api/forms/${id}`);

async function start() {
  let view;
  try { view = await load(); } catch (trouble) {
    byId('title').textContent = trouble.status === 403 ? '无权查看' : trouble.status === 404 ? '没有这张表' : '没有打开';
    byId('tables').replaceChildren(make('p', { className: 'empty', textContent: trouble.message }), make('p', { className: 'empty' }, trouble.offline ? button('再试一次', start, 'main') : make('a', { href: '/forms', textContent: '看我的报表' })));
    return;
  }
  model = new Model(view);
  model.addEventListener('cells', event => refresh(event.detail.cells));
  model.addEventListener('saving', event => saving(event.detail));
  draw();
  if (model.saver.pending.size) { say('上次没存上的内容还在，正在补存。'); model.saver.flush().then(() => say('上次没存上的内容已补存。')).catch(() => {}); }
  setInterval(look, 12000);
  document.addEventListener('visibilitychange', look);
}

/** What others did since is taken in; what is being typed here stays. */
async function look() {
  if (document.hidden || !model) return;
  try {
    const news = await call('GET', `/api/forms/${id}/since/${model.trace}`);
    if (!news.others.length) { model.trace = Math.max(model.trace, news.trace); return; }
    const before = model.view.state;
    model.take(await load());
    if (model.view.state !== before) say(`${news.others.join('、')}刚刚处理了这张表：${states[model.view.state]}。`);
    draw(true);
  } catch { /* the saver tells when the line is gone */ }
}

function draw(keep) {
  const { view } = model;
  document.title = `${view.title} · 掌上社区助手`;
  byId('title').textContent = view.title;
  byId('facts').replaceChildren(make('span', { className: `chip ${view.state}`, textContent: states[view.state] }), ` ${view.target} · ${view.publisher}要的`, view.due ? ' · ' : '', make('span', { className: view.overdue ? 'overdue' : '', textContent: view.due ? dueWords(view.due, view.dueTime) + (view.overdue ? '（已过）' : '') : '' }));
  if (view.right !== 'fill') document.querySelector('.back').href = `/reports/${view.issue}`;
  if (!keep && view.returnedWhy && view.editable) say(`被退回：${view.returnedWhy}`, 'warn');
  else if (!keep && view.state === 'submitted' && view.right === 'fill') say(`${local(view.submittedAt)} 由${view.submittedBy}报上去了，审核前可以撤回来改。`);
  else if (!keep && view.state === 'excused') say(`${view.publisher}说这张表不用报了${view.tables.some(t => t.rows.length) ? '；填过的都留着。' : '。'}`);
  const focus = document.activeElement?.dataset?.cell;
  for (const part of parts) part.end?.();
  parts = [];
  inspected = null;
  byId('tables').replaceChildren(...view.tables.map(section));
  byId('notes').hidden = view.notes.length === 0;
  byId('notes').querySelector('ul').replaceChildren(...view.notes.map(n => make('li', { textContent: n })));
  drawMenu();
  drawBar();
  if (focus) document.querySelector(`[data-cell="${CSS.escape(focus)}"]`)?.focus();
}

function section(table) {
  const box = make('section', { data: { table: table.no } });
  if (table.caption) box.append(make('h2', { textContent: table.caption }));
  if (table.withheld) { box.append(make('p', { className: 'look', textContent: `这张名单您无权查看：${table.withheld}` })); return box; }
  for (const item of model.attention.filter(a => a.at.split('/').length === 2 && a.at.startsWith(`${table.no}/`))) {
    const column = table.columns.find(c => item.at === `${table.no}/${c.column}`) ?? { path: [''], name: '' };
    const line = make('p', { className: 'look', data: { at: item.at } }, `${column.name}：${item.words} `, button('核对过了', async () => { await call('POST', `/api/forms/${id}/looked`, { at: [item.at] }); model.looked([item.at]); line.remove(); drawBar(); }, 'small'));
    box.append(line);
  }
  if (view().state === 'excused' && table.rows.length === 0) { box.append(make('p', { className: 'empty', textContent: '没有填过，也不用填了。' })); return box; }
  const rows = table.rows.filter(r => (!filter || r.name.includes(filter) || Object.values(r.values).some(v => v.includes(filter))) && (!onlyOpen || table.columns.some(c => model.needs(Model.key(table, r, c)))));
  if (table.isList && table.rows.length > 8) box.append(tools(table, rows));
  if (table.isList && table.rows.length === 0) box.append(make('p', { className: 'empty', textContent: '平台没有带出符合条件的人或记录。如有遗漏，用“加一行”补上。' }));
  if (table.rows.length === 1 && !table.isList) { const list = make('div', { className: 'fields' }, ...fieldsOf(model, table, table.rows[0], reviewing())); parts.push(list); box.append(list); }
  else if (table.rows.length > 0) {
    const part = wide.matches ? grid(model, table, rows, inspect) : cards(model, table, rows, openRow);
    parts.push(part);
    box.append(part);
  }
  if (table.isList && view().editable) box.append(button('＋ 加一行', () => addRow(table), 'add'));
  return box;
}

const view = () => model.view;

/** There is something in, and it is this account's to look over. */
const reviewing = () => view().right === 'review' && ['submitted', 'accepted'].includes(view().state);

function tools(table, rows) {
  const search = make('input', { type: 'search', placeholder: '按姓名、地址找', value: filter, 'aria-label': '在名单里找' });
  let timer;
  search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { filter = search.value.trim(); redraw(table); document.querySelector(`[data-table="${table.no}"] input[type=search]`)?.focus(); }, 250); });
  const only = make('input', { type: 'checkbox', checked: onlyOpen });
  only.addEventListener('change', () => { onlyOpen = only.checked; redraw(table); });
  return make('div', { className: 'tools' }, search, view().editable ? make('label', { className: 'only' }, only, '只看要处理的') : null, make('span', { className: 'count', textContent: rows.length === table.rows.length ? `共 ${rows.length} 行` : `${rows.length} / ${table.rows.length} 行` }));
}

function redraw(table) {
  const old = document.querySelector(`section[data-table="${table.no}"]`);
  const index = parts.findIndex(p => old.contains(p));
  if (index >= 0) { parts[index].end?.(); parts.splice(index, 1); }
  old.replaceWith(section(table));
}

/** Redraws what changed, nothing else: typing in a list of 500 rows touches one cell. */
function refresh(cells) {
  for (const cell of cells) {
    for (const element of document.querySelectorAll(`[data-at="${CSS.escape(cell)}"]`)) element.refresh?.();
    const row = cell.split('/').slice(1, -1).join('/');
    for (const element of document.querySelectorAll(`.card[data-row="${CSS.escape(row)}"]`)) element.refresh();
    if (inspected?.cell === cell) drawInspector();
  }
  drawBar();
}

/** Below the grid: all about the cell that has the focus. */
function inspect(table, row, column, td) {
  inspected = { table, row, column, cell: Model.key(table, row, column) };
  document.querySelector('td.here')?.classList.remove('here');
  td.classList.add('here');
  drawInspector();
}

function drawInspector() {
  let panel = byId('inspector');
  if (!panel) { panel = make('aside', { id: 'inspector', 'aria-label': '这一格' }); byId('bar').before(panel); }
  const { table, row, column } = inspected;
  if (panel.contains(document.activeElement) && panel.palm === inspected.cell && document.activeElement.tagName === 'INPUT') return;
  panel.palm = inspected.cell;
  panel.replaceChildren(
    make('div', { className: 'head' }, make('b', { textContent: `${row.name} · ${column.name}` }), make('span', { className: 'origin', textContent: origin(model, table, row, column) }),
      button('来源和记录', () => details(model, table, row, column), 'small'),
      reviewing() ? button('退回这一格', () => mark(model, table, row, column), 'small') : null,
      table.isList && view().editable ? button(row.removed ? '恢复这一行' : '划掉这一行', () => toggleRow(table, row), 'small') : null,
      make('button', { type: 'button', className: 'small close', textContent: '收起', 'aria-label': '收起', on: { click: () => { panel.remove(); inspected = null; } } })),
    make('div', { className: `below ${cellClass(model, inspected.cell)}` }, ...remarks(model, table, row, column)));
}

async function toggleRow(table, row) {
  if (row.removed) await call('POST', `/api/forms/${id}/rows/restore`, { table: table.no, key: row.key });
  else if (!await strike(model, table, row)) return;
  byId('dialog').close('');
  model.take(await load());
  draw(true);
}

/** A phone's row: all its fields, and on to the next. */
function openRow(table, row, cell) {
  const dialog = byId('dialog');
  const rows = table.rows.filter(r => !onlyOpen || table.columns.some(c => model.needs(Model.key(table, r, c))) || r === row);
  const index = rows.indexOf(row);
  const go = step => () => { const next = rows[index + step]; if (next) openRow(table, next); };
  rowOpen = row;
  dialog.className = 'row-dialog';
  dialog.onclose = () => { dialog.className = ''; rowOpen = null; model.saver.flush().catch(() => {}); refreshRow(table, row); };
  dialog.replaceChildren(
    make('header', {}, make('h2', { textContent: row.name }), make('span', { className: 'count', textContent: `${index + 1} / ${rows.length}` }), make('button', { type: 'button', textContent: '完成', className: 'main', on: { click: () => dialog.close('') } })),
    make('div', { className: 'fields' }, ...fieldsOf(model, table, row, reviewing())),
    make('div', { className: 'actions' }, button('上一行', go(-1), '', { disabled: index === 0 }), table.isList && view().editable ? button(row.removed ? '恢复' : '划掉', () => toggleRow(table, row)) : null, button('下一行', go(1), '', { disabled: index === rows.length - 1 })));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  const field = cell && dialog.querySelector(`[data-at="${CSS.escape(cell)}"]`);
  if (field) { field.scrollIntoView({ block: 'center' }); (field.querySelector('[data-cell]:not(.chips):not(.files), .chips input, input') ?? field).focus(); }
}

const refreshRow = (table, row) => refresh(table.columns.map(c => Model.key(table, row, c)));

async function addRow(table) {
  const key = '+' + Date.now().toString(36).slice(-8) + Math.floor(Math.random() * 36).toString(36);
  await call('POST', `/api/forms/${id}/rows`, { table: table.no, key });
  model.take(await load());
  filter = ''; onlyOpen = false;
  draw(true);
  const fresh = model.tables[table.no].rows.find(r => r.key === key);
  const column = fresh && model.tables[table.no].columns.find(c => model.canType(table, fresh, c));
  if (column) show(Model.key(table, fresh, column));
}

function drawMenu() {
  const menu = byId('menu'), fills = view().editable;
  const item = (text, work) => make('button', { type: 'button', role: 'menuitem', textContent: text, on: { click: act(async () => { menu.hidden = true; byId('more').setAttribute('aria-expanded', 'false'); await work(); }, false) } });
  menu.replaceChildren(...[
    item('导出 Excel（号码打码）', () => { location.href = `/api/forms/${id}/workbook`; }),
    fills && item('传回填好的 Excel', takeWorkbook),
    fills && view().tables.some(t => t.rows.length > 1) && item('把一列的空格填成一样', fillColumn),
    fills && item(view().saidRepeated ? '已反映：重复要表' : '这表不是刚报过吗（重复要表）', sayRepeated),
    fills && item(view().extensionAsked ? `已申请延期，再改` : '申请延期', askForTime),
    item('全部记录', showHistory),
    view().right === 'fill' && item('回到对话', () => { location.href = '/'; }),
  ].filter(Boolean));
}

byId('more').addEventListener('click', () => { const menu = byId('menu'); menu.hidden = !menu.hidden; byId('more').setAttribute('aria-expanded', String(!menu.hidden)); if (!menu.hidden) menu.firstElementChild.focus(); });
document.addEventListener('click', event => { if (!event.target.closest('#menu, #more')) byId('menu').hidden = true; });
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !byId('menu').hidden) { byId('menu').hidden = true; byId('more').focus(); }
  if (event.key === 's' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); model?.saver.flush().catch(() => {}); }
});

async function sayRepeated() {
  if (!await ask({ title: '这表不是刚报过吗？', text: '会记一次“重复要表”，告诉发表人和区里。表还是要报，平台有的数已经带好。', ok: '反映一下' })) return;
  say((await call('POST', `/api/forms/${id}/repeated`)).said);
  model.view.saidRepeated = true;
  drawMenu();
}

async function askForTime() {
  const answer = await ask({ title: '申请延期', content: [make('label', {}, '延到哪天', make('input', { type: 'date', name: 'day', required: true, value: view().due ?? '' })), make('label', {}, '原因', make('input', { name: 'why', maxLength: 120, placeholder: '例如：三户还没走访完' }))], ok: '申请', check: v => !v.day ? '请选日期' : v.why.trim() ? null : '请写原因' });
  if (!answer) return;
  say((await call('POST', `/api/forms/${id}/extension`, { text: `延到 ${answer.day}：${answer.why.trim()}`, until: answer.day })).said);
  model.view.extensionAsked = answer.why;
  drawMenu();
}

async function showHistory() {
  const steps = await call('GET', `/api/forms/${id}/history`);
  const name = cell => { const [no, ...rest] = cell.split('/'); const column = rest.pop(), table = model.tables[no], row = model.rows.get(`${no}/${rest.join('/')}`); return `${row?.name ?? ''} ${table?.columns.find(c => c.column === column)?.name ?? ''}`.trim(); };
  await ask({ title: '全部记录', ok: '关闭', cancel: '', content: [make('ul', { className: 'history' }, ...steps.reverse().map(s => make('li', {}, make('b', { textContent: `${local(s.at)} ${s.by}` }), ` ${s.what}` + (s.cell ? ` · ${name(s.cell)}` : '') + (s.what === '改了一格' ? `：${s.before ?? '空'} → ${s.after ?? '空'}` : '') + (s.why ? `（${s.why}）` : ''))))] });
}

/** A filled workbook: its differences are shown, and only what is ticked is taken. */
async function takeWorkbook() {
  const input = make('input', { type: 'file', name: 'file', accept: '.xlsx' });
  const picked = await ask({ title: '传回填好的 Excel', text: '先比一比和这里有哪些不同，您选好了才带入。', content: [input], ok: '比一比', check: () => input.files.length ? null : '请选择文件' });
  if (!picked) return;
  await model.saver.flush();
  const form = new FormData();
  form.append('file', input.files[0]);
  const found = await call('POST', `/api/forms/${id}/workbook`, form);
  if (!found.length) { say('和这里的一样，没有要改的。'); return; }
  const why = make('input', { name: 'why', maxLength: 100, placeholder: '例如：按上门核实的结果' });
  const changed = found.some(d => d.brought !== null);
  const boxes = found.map(d => make('input', { type: 'checkbox', checked: true, 'aria-label': `${d.row} ${d.column}` }));
  const taken = await ask({
    title: `有 ${found.length} 处不同`, ok: '带入打勾的', content: [
      make('div', { className: 'differences' }, make('table', {}, make('thead', {}, make('tr', {}, ...['', '哪一格', '这里', '表里'].map(t => make('th', { textContent: t })))),
        make('tbody', {}, ...found.map((d, i) => make('tr', {}, make('td', {}, boxes[i]), make('td', { textContent: `${d.row} ${d.column}` }), make('td', { className: d.brought !== null ? 'brought' : '', textContent: d.before ?? '空' }), make('td', { textContent: d.after })))))),
      changed ? make('label', {}, '其中改了平台带的数，为什么改', why) : null],
    check: () => boxes.some(b => b.checked) ? null : '没有打勾的',
  });
  if (!taken) return;
  found.forEach((d, i) => { if (boxes[i].checked) model.saver.put(d.cell, d.after, d.seen, d.brought !== null ? why.value.trim() || null : null); });
  await model.saver.flush();
  model.take(await load());
  draw(true);
  say(`已带入 ${boxes.filter(b => b.checked).length} 处。`);
}

async function fillColumn() {
  const choices = view().tables.flatMap(t => t.rows.length > 1 ? t.columns.filter(c => c.editable && c.type !== 'file').map(c => [t, c]) : []);
  const which = make('select', { name: 'column' }, ...choices.map(([, c], i) => make('option', { value: i, textContent: c.name })));
  const answer = await ask({ title: '把一列的空格填成一样', text: '只填空着的格，填过的不动。', content: [make('label', {}, '哪一列', which), make('label', {}, '填成', make('input', { name: 'value', maxLength: 200 }))], ok: '填上', check: v => v.value.trim() ? null : '请写要填的内容' });
  if (!answer) return;
  const [table, column] = choices[Number(answer.column)];
  const empty = table.rows.filter(r => model.canType(table, r, column) && !model.value(Model.key(table, r, column)));
  for (const row of empty) model.type(Model.key(table, row, column), answer.value);
  await model.saver.flush();
  say(`“${column.name}”填了 ${empty.length} 格。`);
}

function saving({ state, detail }) {
  const words = { saved: `已保存 ${new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false })}`, typing: '正在填…', saving: '正在保存…', offline: '没连上，已存在本机，连上自动补存', refused: detail };
  byId('saved').className = state;
  byId('saved').textContent = words[state];
}

function drawBar() {
  const open = view().editable ? model.open() : [], bar = byId('bar'), left = byId('left'), actions = byId('actions');
  bar.hidden = false;
  if (view().right === 'review') {
    left.textContent = model.marks.size ? `要退回 ${model.marks.size} 格` : view().state === 'submitted' ? '等您审核' : states[view().state];
    actions.replaceChildren(...(['submitted', 'accepted'].includes(view().state) ? [button(view().state === 'accepted' ? '重新退回' : '退回', giveBack), view().state === 'submitted' ? button('通过', accept, 'main') : ''] : []));
  } else if (view().editable) {
    left.textContent = open.length ? `还有 ${open.length} 处要您看` : '没有要处理的了';
    left.className = open.length ? 'open' : 'ready';
    actions.replaceChildren(...(open.length ? [button('下一处 ›', () => next(open), 'main'), button('报上去', submit)] : [button('报上去', submit, 'main')]));
  } else {
    left.textContent = view().right === 'fill' ? states[view().state] : `${states[view().state]}，您可以看`;
    actions.replaceChildren(...(view().right === 'fill' && view().state === 'submitted' ? [button('撤回来改', withdraw)] : []));
  }
}

function next(open) {
  const from = open.indexOf(at);
  at = open[(from + 1) % open.length];
  show(at);
}

/** Brings a cell before the eyes and puts the cursor there. */
function show(cell) {
  const [no, ...rest] = cell.split('/');
  const table = model.tables[Number(no)];
  let place = document.querySelector(`#tables [data-at="${CSS.escape(cell)}"]`);
  if (!place) {
    const row = table.rows.find(r => r.key === rest.slice(0, -1).join('/'));
    if (filter || onlyOpen && row) { filter = ''; onlyOpen = false; redraw(table); }
    for (const part of parts) if (part.closest(`section[data-table="${no}"]`)) place = part.reveal?.(cell) ?? place;
    if (place?.classList.contains('card')) { place.scrollIntoView({ block: 'center' }); openRow(table, row, cell); return; }
  }
  if (!place) return;
  place.scrollIntoView({ block: 'center', inline: 'nearest' });
  const input = place.querySelector('.clash button, .reason input.wanted') ?? place.querySelector('[data-cell]:not(.chips):not(.files), .chips input, .files input') ?? place.querySelector('button');
  input?.focus({ preventScroll: true });
  place.classList.remove('flash'); void place.offsetWidth; place.classList.add('flash');
  if (place.tagName === 'TD' && !input) place.click();
}

async function submit() {
  await model.saver.flush();
  const soft = model.attention.length;
  if (!model.problems.size && soft && !await ask({ title: '还有建议核对的', text: `有 ${soft} 处数据较旧或来源不一致，建议先看一眼。仍要报上去吗？`, ok: '仍要报上去', cancel: '先看看' })) { next(model.open()); return; }
  const outcome = await call('POST', `/api/forms/${id}/submit`);
  if (!outcome.done) { model.take(await load()); draw(true); say(`还不能报：有 ${new Set(outcome.problems.map(p => p.cell)).size} 处要先处理。`, 'bad'); next(model.open()); return; }
  model.take(await load());
  draw();
  say(outcome.byName && outcome.at && model.view.submittedBy !== outcome.byName ? `已由${outcome.byName}报过了。` : outcome.again ? '已重新报上去（还是同一份）。审核前可以撤回。' : '已报上去。审核前可以撤回来改。');
  scrollTo({ top: 0 });
}

async function withdraw() {
  await call('POST', `/api/forms/${id}/withdraw`);
  model.take(await load());
  draw();
  say('已撤回，填的都还在，改好再报。');
}

async function accept() {
  await call('POST', `/api/forms/${id}/accept`);
  model.take(await load());
  draw();
  say('已通过。');
}

async function giveBack() {
  const answer = await ask({ title: '退回给社区', text: model.marks.size ? `标了 ${model.marks.size} 格的原因，会显示在那些格子旁。` : '没有标格子。可以先在格子旁点“退回这一格”，社区更好改。', content: [make('textarea', { name: 'why', rows: 3, maxLength: 300, value: [...model.marks.values()].join('；'), placeholder: '总的原因' })], ok: '退回', danger: true, check: v => v.why.trim().length >= 2 ? null : '请写原因' });
  if (!answer) return;
  await call('POST', `/api/forms/${id}/return`, { why: answer.why.trim(), cells: Object.fromEntries(model.marks) });
  model.marks.clear();
  model.take(await load());
  draw();
  say('已退回，社区会看到原因。');
}

wide.addEventListener('change', () => { if (model) draw(true); });
start();
