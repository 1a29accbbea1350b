// A cell to type into, by its kind, and what is said about it.
import { Model } from './model.js';
import { make, button, act, ask, call, local } from './common.js';

const Reasons = ['已搬走', '已去世', '新搬来', '平台登记有误', '刚刚变更，平台还没更新'];

/** The control of a cell: number keypad, date, choice, text; files have their own. */
export function control(model, table, row, column, roomy) {
  const cell = Model.key(table, row, column), value = model.value(cell), name = `${row.name} ${column.name}`.trim();
  if (column.type === 'file') return files(model, table, row, column);
  if (!model.canType(table, row, column)) return make('output', { className: 'plain' + (isNumeric(column) ? ' number' : ''), textContent: shown(model, table, row, column, value), title: value });
  let input;
  const common = { data: { cell }, 'aria-label': name, autocomplete: 'off' };
  if (column.type === 'choice' && column.choices.length) {
    const known = column.choices.includes(value) || !value ? column.choices : [value, ...column.choices];
    if (roomy && known.length <= 4) return chips(model, cell, known, value, name);
    input = make('select', common, make('option', { value: '', textContent: column.required ? '请选择' : '（空）' }), ...known.map(c => make('option', { value: c, textContent: c })));
  } else if (column.type === 'date' && (!value || /^\d{4}-\d\d-\d\d$/.test(value))) input = make('input', { ...common, type: 'date' });
  else if (column.type === 'month' && (!value || /^\d{4}-\d\d$/.test(value))) input = make('input', { ...common, type: 'month' });
  else if (isNumeric(column)) input = make('input', { ...common, type: 'text', inputMode: column.type === 'integer' ? 'numeric' : 'decimal', className: 'number', enterKeyHint: 'next' });
  else if (roomy) input = make('textarea', { ...common, rows: Math.min(5, Math.max(1, Math.ceil((value?.length ?? 0) / 22))), maxLength: column.longest ?? 2000 });
  else input = make('input', { ...common, type: 'text', maxLength: column.longest ?? 2000 });
  input.value = value;
  input.addEventListener(input.tagName === 'SELECT' ? 'change' : 'input', () => model.type(cell, input.value));
  input.addEventListener('blur', () => { if (model.saver.pending.has(cell)) model.saver.flush().catch(() => {}); });
  return input;
}

export const isNumeric = column => column.type === 'integer' || column.type === 'number';

function shown(model, table, row, column, value) {
  if (model.source(table, row, column)?.withheld) return '无权查看';
  return value;
}

function chips(model, cell, choices, value, name) {
  const group = make('div', { className: 'chips', role: 'radiogroup', 'aria-label': name, data: { cell } });
  for (const choice of choices) {
    const input = make('input', { type: 'radio', name: cell, value: choice, checked: choice === value });
    input.addEventListener('change', () => model.type(cell, choice));
    group.append(make('label', {}, input, make('span', { textContent: choice })));
  }
  return group;
}

function files(model, table, row, column) {
  const cell = Model.key(table, row, column), box = make('div', { className: 'files', data: { cell } });
  const list = () => model.files.get(cell) ?? [];
  const show = () => box.replaceChildren(
    ...list().map(f => make('span', { className: 'file' }, make('a', { href: `/api/forms/${model.view.id}/files/${f.id}`, target: '_blank', textContent: f.name }), model.canType(table, row, column) ? button('删除', async () => {
      model.apply(await call('DELETE', `/api/forms/${model.view.id}/files/${f.id}`));
      model.files.set(cell, list().filter(other => other.id !== f.id));
      show();
    }, 'plain', { 'aria-label': `删除${f.name}` }) : null)),
    model.canType(table, row, column) ? add() : list().length ? '' : make('output', { className: 'plain', textContent: '没有附件' }));
  const add = () => {
    const input = make('input', { type: 'file', accept: '.jpg,.jpeg,.png,.webp,.heic,.pdf,.docx,.xlsx,image/*', 'aria-label': `${column.name}：拍照或选择文件` });
    input.addEventListener('change', act(async () => {
      const form = new FormData();
      form.append('file', input.files[0]);
      model.apply(await call('POST', `/api/forms/${model.view.id}/files?cell=${encodeURIComponent(cell)}`, form));
      const view = await call('GET', `/api/forms/${model.view.id}`);
      model.files = new Map(Object.entries(view.files));
      show();
    }));
    return make('label', { className: 'add' }, '拍照或选文件', input);
  };
  show();
  return box;
}

/** One word for where a value comes from. */
export function origin(model, table, row, column) {
  const cell = Model.key(table, row, column), source = model.source(table, row, column), typed = model.typed.get(cell), value = model.value(cell);
  if (source?.withheld) return '无权查看';
  if (model.overtaken.has(cell)) return '另一人刚改过';
  if (model.saver.pending.has(cell)) return '正在保存';
  if (typed) return `${typed.by === model.view.me ? '我' : typed.byName}填 ${local(typed.at)}`;
  if (model.isComputed(table, row, column)) return '公式算出';
  if (value && source) return source.name === '账号信息' ? '账号信息' : `平台 · ${short(source.name)}${source.latest ? ' ' + source.latest : ''}`;
  if (value) return column.editable ? '平台带出' : '不用填';
  return model.canType(table, row, column) ? (column.required ? '要填' : '可不填') : '空';
}

const short = names => { const all = names.split('、'); return all.length > 2 ? `${all[0]}等${all.length}个来源` : names; };

/** What is wrong with a cell, what deserves a look, and what can be done about it: elements below the control. */
export function remarks(model, table, row, column) {
  const cell = Model.key(table, row, column), out = [];
  const clash = model.overtaken.get(cell);
  if (clash) out.push(make('div', { className: 'clash', role: 'alert' },
    make('p', { textContent: `${clash.theirs.byName} ${local(clash.theirs.at)} 刚改成“${clash.theirs.value ?? '空'}”，您填的是“${clash.mine || '空'}”。用哪个？` }),
    button(`用${clash.theirs.byName}的`, () => model.settle(cell, false)), button('用我的', () => model.settle(cell, true), 'main')));
  if (model.refused.has(cell)) out.push(make('p', { className: 'problem', textContent: model.refused.get(cell) }));
  for (const problem of model.problemsOf(cell)) if (problem.kind !== 'ReasonMissing') out.push(make('p', { className: 'problem', textContent: problem.kind === 'Missing' ? '这里要填' : problem.words }));
  const change = model.change(cell);
  if (change && model.view.editable && model.asksWhy(cell)) out.push(reason(model, cell, change));
  else if (change) out.push(make('p', { className: 'note', textContent: `平台带的是 ${change.brought}。${change.why ? '原因：' + change.why : '没有写原因'}` }));
  for (const item of model.attentionOf(cell)) out.push(make('p', { className: 'look ' + item.kind }, item.words + ' ',
    button('核对过了，不改', async () => { await call('POST', `/api/forms/${model.view.id}/looked`, { at: [cell] }); model.looked([cell]); }, 'small')));
  if (model.marks.has(cell)) out.push(make('p', { className: 'problem', textContent: `退回理由：${model.marks.get(cell)}` }));
  return out;
}

function reason(model, cell, change) {
  const input = make('input', { type: 'text', value: change.why ?? '', placeholder: '为什么改？例如：王某上月搬走', 'aria-label': '改动原因', maxLength: 200, className: change.why ? '' : 'wanted' });
  const keep = () => { input.classList.toggle('wanted', !input.value.trim()); if (input.value.trim() !== (model.change(cell)?.why ?? '')) model.type(cell, model.value(cell), input.value.trim()); };
  input.addEventListener('change', keep);
  const back = button('改回去', () => model.type(cell, change.brought), 'small');
  return make('div', { className: 'reason' }, make('p', { textContent: `平台带的是 ${change.brought}，改了要说原因（会作为更正建议，库里先不动）：` }), input,
    make('div', { className: 'quick' }, ...Reasons.map(r => button(r, () => { input.value = r; keep(); }, 'small')), back));
}

/** Everything about a cell: source, date, definition, every change. */
export async function details(model, table, row, column) {
  const cell = Model.key(table, row, column), source = model.source(table, row, column);
  const facts = [];
  if (source?.withheld) facts.push(['无权查看', source.withheld]);
  else if (source) {
    facts.push(['来源', source.name], ['数据最新到', source.latest ?? '没有记录日期']);
    if (source.understood && source.understood !== source.name) facts.push(['口径', source.understood]);
    if (model.view.asOf) facts.push(['带入日期', model.view.asOf]);
  }
  if (model.isComputed(table, row, column)) facts.push(['公式', '由表内其他格算出，不用填']);
  if (column.comment) facts.push(['说明', column.comment]);
  if (model.brought(cell) && model.typed.has(cell)) facts.push(['平台带的', model.brought(cell)]);
  const steps = await call('GET', `/api/forms/${model.view.id}/history?cell=${encodeURIComponent(cell)}`).catch(() => []);
  const list = steps.map(s => make('li', {}, make('b', { textContent: `${local(s.at)} ${s.by}` }), ` ${s.what}` + (s.what === '改了一格' ? `：${s.before ?? '空'} → ${s.after ?? '空'}` : '') + (s.why ? `（${s.why}）` : '')));
  await ask({
    title: `${row.name} ${column.name}`.trim(), ok: '知道了', cancel: '',
    content: [make('dl', {}, ...(facts.length ? facts : [['来源', '平台没有这一项，由人填写']]).flatMap(([k, v]) => [make('dt', { textContent: k }), make('dd', { textContent: v })])),
      make('h3', { textContent: '改动记录' }), list.length ? make('ul', { className: 'history' }, ...list) : make('p', { className: 'hint', textContent: '没有人改过。' })],
  });
}
