// Designing on a page: columns, what fills each, checks, 口径; a preview filled with one's own data; then whom it goes to, by when, and sending.
import { byId, make, button, act, ask, call, say, dueWords } from './common.js';

const id = location.pathname.split('/').at(-1), path = `/api/reports/${id}`;
const types = { text: '文字', integer: '整数', number: '小数', date: '日期', choice: '选项', file: '文件/照片' };
const fills = { platform: '平台带数', people: '由人填', formula: '公式', ask: '要选口径', region: '地区名', number: '序号', account: '账号信息', review: '审核人填' };
const newId = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));
let design, catalogue, addressees, chosen = new Set(), sending = newId(), previewed = null, dirty = false;

async function start() {
  [design, catalogue, addressees] = await Promise.all([call('GET', path), call('GET', '/api/reports/catalogue'), call('GET', '/api/reports/addressees')]);
  chosen = new Set(addressees.regions.filter(r => r.level === 3).map(r => r.code));
  draw();
}

function draw() {
  document.title = `${design.title} · 掌上社区助手`;
  byId('title').textContent = design.title;
  byId('facts').textContent = design.sent ? '已经发出过，设计不能再改；可以再发一次，或复制一份来改' : design.drawn ? '还没有发给任何人' : '按上传的空表认出来的，版式不变，导出还是原样';
  byId('nav').replaceChildren(...(design.sent ? [button('复制一份来改', async () => { const made = await call('POST', `${path}/copy`, { id: newId() }); location.href = `/reports/design/${made.id}`; })] : []));
  byId('body').replaceChildren(basics(), ...design.tables.map(table), preview(), send());
  guard();
}

function touch() { dirty = true; guard(); }

/** An unsaved edit is said; sending saves first. */
function guard() { for (const b of document.querySelectorAll('[data-save]')) { b.hidden = design.sent; b.disabled = !dirty; b.textContent = dirty ? '保存改动' : '已保存'; } }

function basics() {
  const title = make('input', { value: design.title, maxLength: 60, disabled: design.sent, 'aria-label': '表名' });
  title.addEventListener('input', () => { design.title = title.value; touch(); });
  const note = make('textarea', { rows: 3, value: design.notes.join('\n'), disabled: design.sent, placeholder: '口径和填报说明，一行一条（随表带给填的人）' });
  note.addEventListener('input', () => { design.notes = note.value.split('\n'); design.noted = true; touch(); });
  const asks = design.tables.flatMap(t => t.columns).filter(c => c.fill === 'ask').length;
  return make('section', {}, make('div', { className: 'pair' }, make('label', {}, '表名', title), make('label', {}, '口径和说明', note)), asks ? make('p', { className: 'look', textContent: `有 ${asks} 列有两种读法，请先选定，不然不能发。` }) : null);
}

function table(t) {
  const box = make('section', {}, make('div', { className: 'heading' }, make('h2', { textContent: `${t.caption ? t.caption + '：' : ''}${t.kindName}，${t.columns.filter(c => !c.hidden).length} ${t.kind === 'form' ? '格' : '列'}` }), make('button', { type: 'button', className: 'main', data: { save: '' }, textContent: '保存改动', on: { click: act(async () => { await save(); say('已保存。'); }) } })));
  if (t.isList && t.rows !== null) {
    const rows = make('input', { value: t.rows, disabled: design.sent, maxLength: 60, 'aria-label': '名单范围' });
    rows.addEventListener('change', () => { t.rows = rows.value.trim(); t.rowsChanged = true; touch(); });
    box.append(make('label', { className: 'rows' }, '名单里是谁（平台按这句话带出）', rows));
  } else if (t.isList) box.append(make('p', { className: 'hint', textContent: '平台认不出名单范围，行由社区自己加。' }));
  const shown = t.columns.filter(c => !c.hidden);
  box.append(make('div', { className: 'columns' }, ...shown.map(c => columnLine(t, c))));
  if (design.drawn && !design.sent) box.append(button('＋ 加一列', () => addColumn(t), 'add'));
  return box;
}

function columnLine(t, c) {
  const at = t.columns.indexOf(c), first = at === 0 && t.kind === 'summary' && design.drawn;
  const sure = c.fill === 'platform' && c.confidence < 1 ? make('span', { className: 'chip warn', textContent: c.confidence >= 0.8 ? '请确认' : '不太确定' }) : null;
  const line = make('div', { className: `column ${c.fill}` },
    make('div', { className: 'what' }, make('b', {}, c.path.length > 1 ? make('small', { textContent: c.path.slice(0, -1).join('·') + '·' }) : null, c.path.at(-1)), make('span', { className: 'kind', textContent: `${types[c.type] ?? (c.type === 'sequence' ? '序号' : c.type)}${c.unit ? '，' + c.unit : ''}${c.required ? '，必填' : ''}${c.choices.length ? '：' + c.choices.join('/') : ''}${c.minimum !== null || c.maximum !== null ? `，${c.minimum ?? ''}~${c.maximum ?? ''}` : ''}` })),
    make('div', { className: 'fill' }, make('span', { className: `chip ${c.fill === 'platform' ? 'good' : c.fill === 'ask' ? 'bad' : ''}`, textContent: fills[c.fill] }), sure, c.sensitive ? make('span', { className: 'chip bad', textContent: '敏感，无授权的不带' }) : null, make('span', { className: 'words', textContent: c.pending ?? c.understood })));
  if (c.fill === 'ask' && !design.sent) line.append(make('div', { className: 'question' }, make('p', { textContent: c.question }), ...c.options.map((o, i) => button(o, () => { change(t, c, { fill: 'option', say: String(i), pending: `选了：${o}` }); })), button('由人填', () => change(t, c, { fill: 'people', say: null, pending: '由人填' }))));
  if (!design.sent && !first && c.type !== 'sequence') line.append(make('div', { className: 'tools' }, button('改', () => edit(t, c), 'small'), ...(design.drawn ? [button('上移', () => move(t, at, -1), 'small', { disabled: at <= 1 }), button('下移', () => move(t, at, 1), 'small', { disabled: at === t.columns.length - 1 }), button('删', () => { t.columns.splice(at, 1); touch(); draw(); }, 'small')] : [])));
  return line;
}

async function change(t, c, how) {
  c.change = { fill: how.fill, say: how.say };
  c.pending = how.pending;
  touch();
  await save();
}

function move(t, at, step) {
  const [c] = t.columns.splice(at, 1);
  t.columns.splice(at + step, 0, c);
  touch();
  draw();
}

async function addColumn(t) {
  const c = { column: '', name: '', path: [''], type: 'integer', unit: null, required: false, choices: [], minimum: null, maximum: null, fill: 'people', understood: '', confidence: 1, field: null, formula: null, question: null, options: [], sensitive: false, hidden: false, fresh: true };
  if (await edit(t, c)) { t.columns.push(c); await save(); }
}

/** One column: name, type, checks, and what fills it, chosen from the catalogue in Chinese or said in a sentence. */
async function edit(t, c) {
  const rename = design.drawn;
  const name = make('input', { name: 'name', value: c.path.at(-1), maxLength: 40, disabled: !rename });
  const type = make('select', { name: 'type' }, ...Object.entries(types).map(([k, v]) => make('option', { value: k, textContent: v, selected: k === c.type })));
  const choices = make('input', { name: 'choices', value: c.choices.join('、'), placeholder: '用顿号隔开，例如：是、否' });
  const low = make('input', { name: 'low', inputMode: 'decimal', value: c.minimum ?? '', placeholder: '不限' }), high = make('input', { name: 'high', inputMode: 'decimal', value: c.maximum ?? '', placeholder: '不限' });
  const required = make('input', { type: 'checkbox', name: 'required', checked: c.required });
  const kinds = [['keep', c.fresh ? '看列名自动认' : `照现在的：${fills[c.fill]}`], ['people', '由人填'], ['words', t.isList ? '平台带：说要什么' : '平台带数：说要统计什么'], ...(t.isList && t.rowChoices.length ? [['field', '平台带：从目录里选']] : []), ...(c.fresh ? [] : [['auto', '按列名重新认']]), ['formula', '用公式算']];
  const fill = make('select', { name: 'fill' }, ...kinds.map(([k, v]) => make('option', { value: k, textContent: v })));
  const tags = make('datalist', { id: 'tags' }, ...catalogue.tags.map(x => make('option', { value: x })), ...catalogue.kinds.map(k => make('option', { value: `${k.value}的${k.record}` })));
  const words = make('input', { name: 'words', maxLength: 100, placeholder: '例如：80岁以上独居老人、出租房、在业个体工商户' });
  words.setAttribute('list', 'tags');
  const field = make('select', { name: 'field' }, ...t.rowChoices.map(f => make('option', { value: f.key, textContent: f.name, selected: f.key === c.field })));
  const formula = make('input', { name: 'formula', placeholder: '用列名写，例如：老人数-助浴需求' });
  const told = make('p', { className: 'told', role: 'status' });
  const parts = { words: make('label', {}, '要什么（从目录里挑，或说一句）', words, tags, told), field: make('label', {}, '目录里的哪一项', field), formula: make('label', {}, '公式', formula), choices: make('label', {}, '选项', choices), range: make('div', { className: 'pair' }, make('label', {}, '最小', low), make('label', {}, '最大', high)) };
  const show = () => {
    parts.words.hidden = fill.value !== 'words';
    parts.field.hidden = fill.value !== 'field';
    parts.formula.hidden = fill.value !== 'formula';
    parts.choices.hidden = type.value !== 'choice';
    parts.range.hidden = !['integer', 'number'].includes(type.value);
  };
  let timer;
  words.addEventListener('input', () => { clearTimeout(timer); told.textContent = ''; if (words.value.trim()) timer = setTimeout(() => tell().catch(() => {}), 350); });
  const tell = async () => {
    const read = await call('POST', `${path}/read`, { table: t.no, text: words.value, unit: c.unit });
    told.className = `told ${read.known ? 'good' : 'bad'}`;
    told.textContent = read.known ? `平台能带：${read.understood}` : read.options ? `有两种读法：${read.options.join('；')}` : '平台没有看懂，或没有这个数，会由人填。';
  };
  type.addEventListener('change', show);
  fill.addEventListener('change', show);
  show();
  const answer = await ask({
    title: c.fresh ? '加一列' : `改“${c.path.at(-1)}”`, ok: c.fresh ? '加上' : '改好', content: [make('label', {}, '列名', name), make('div', { className: 'pair' }, make('label', {}, '填什么', type), make('label', { className: 'tick' }, required, '必填')), parts.choices, parts.range, make('label', {}, '谁来填', fill), parts.words, parts.field, parts.formula],
    check: () => !name.value.trim() ? '请写列名' : type.value === 'choice' && choices.value.split(/[、,，/]/).filter(x => x.trim()).length < 2 ? '请写两个以上的选项' : fill.value === 'words' && !words.value.trim() ? '请写要统计什么' : fill.value === 'formula' && !formula.value.trim() ? '请写公式' : [low, high].some(n => n.value.trim() && Number.isNaN(Number(n.value))) ? '最小、最大要是数字' : null,
  });
  if (!answer) return false;
  c.path = [...c.path.slice(0, -1), name.value.trim()];
  Object.assign(c, { type: type.value, required: required.checked, choices: choices.value.split(/[、,，/]/).map(x => x.trim()).filter(Boolean), minimum: low.value.trim() ? Number(low.value) : null, maximum: high.value.trim() ? Number(high.value) : null });
  c.change = { fill: fill.value, say: { words: words.value.trim(), field: field.value, formula: formula.value.trim() }[fill.value] ?? null };
  touch();
  if (!c.fresh) await save();
  return true;
}

async function save() {
  if (design.sent || !dirty) return;
  try {
    design = await call('PUT', path, {
      title: design.title, note: design.noted ? design.notes.join('\n') : null, period: null,
      tables: design.tables.map(t => ({ no: t.no, rows: t.rowsChanged ? t.rows : null, columns: t.columns.filter(c => design.drawn || c.change).map(c => ({ column: c.column, name: c.path.at(-1), type: c.type, unit: c.unit, required: c.required, choices: c.choices, minimum: c.minimum, maximum: c.maximum, fill: c.change?.fill ?? 'keep', say: c.change?.say ?? null })) })),
    });
    dirty = false;
    previewed = null;
    draw();
  } catch (trouble) {
    const kept = design;
    design = await call('GET', path).catch(() => kept);
    dirty = false;
    draw();
    throw trouble;
  }
}

function preview() {
  const box = make('section', { id: 'preview' }, make('div', { className: 'heading' }, make('h2', { textContent: '先看看平台能填出什么' }), button('用本辖区的数填一遍', async () => { await save(); previewed = await call('POST', `${path}/preview`, { targets: [...chosen] }); byId('preview').replaceWith(preview()); byId('send').replaceWith(send()); })));
  if (!previewed) { box.append(make('p', { className: 'hint', textContent: '不会发给任何人。平台都能答的，就不用发表了。' })); return box; }
  const p = previewed;
  if (p.nothingToAsk) box.append(make('div', { className: 'offer' }, make('p', {}, make('b', { textContent: '平台已经能答，不用发表。' }), ` 填好的表在这里（${p.totalRows} 行），可以直接拿走。`), make('a', { className: 'button main', href: `${path}/filled?targets=${[...chosen].join(',')}`, textContent: '拿走填好的表' })));
  else box.append(make('p', {}, `平台能带出 ${p.cells ? Math.round(100 * p.reused / p.cells) : 0}%（${p.reused} / ${p.cells} 格），社区只要填：${p.columns.filter((_, i) => p.asked[i]).join('、') || '没有'}。`));
  for (const r of p.repeats.slice(0, 5)) box.append(make('p', { className: 'look', textContent: `查重：${new Date(r.at).toLocaleDateString('zh-CN', { timeZone: 'Asia/Shanghai' })} ${r.publisherName}发的《${r.title}》已经要过 ${r.columns.join('、')}，再要会记为重复要表。` }));
  for (const w of p.withheld) box.append(make('p', { className: 'look', textContent: `带不出（无权查看）：${w}` }));
  if (p.sensitive.length) box.append(make('p', { className: 'look', textContent: `敏感列：${p.sensitive.join('、')}。没有授权的社区不带数，空着，也不填 0。` }));
  box.append(make('div', { className: 'grid-scroll' }, make('table', { className: 'grid sums' }, make('thead', {}, make('tr', {}, ...p.columns.map((c, i) => make('th', { className: p.asked[i] ? 'asked' : '', textContent: c })))), make('tbody', {}, ...p.rows.slice(0, 50).map(r => make('tr', {}, ...r.map((v, i) => make('td', { className: p.asked[i] && !v ? 'blank' : '' }, make('output', { className: /^\d/.test(v ?? '') ? 'number' : '', textContent: v ?? (p.asked[i] ? '要填' : '') })))))))));
  if (p.totalRows > 50) box.append(make('p', { className: 'hint', textContent: `共 ${p.totalRows} 行，显示前 50 行。` }));
  return box;
}

function send() {
  const box = make('section', { id: 'send' }, make('h2', { textContent: '发给谁、什么时候交' }));
  const levels = [[3, '社区'], [2, '街道'], [4, '网格']].filter(([l]) => addressees.regions.some(r => r.level === l));
  const level = make('div', { className: 'chips', role: 'radiogroup', 'aria-label': '发到哪一级' });
  const current = addressees.regions.find(r => chosen.has(r.code))?.level ?? 3;
  for (const [l, text] of levels) {
    const radio = make('input', { type: 'radio', name: 'level', checked: l === current });
    radio.addEventListener('change', () => { chosen = new Set(addressees.regions.filter(r => r.level === l).map(r => r.code)); previewed = null; byId('preview').replaceWith(preview()); byId('send').replaceWith(send()); });
    level.append(make('label', {}, radio, make('span', { textContent: `各${text}（${addressees.regions.filter(r => r.level === l).length}）` })));
  }
  const count = make('span', { className: 'count' });
  const tell = () => { count.textContent = `已选 ${chosen.size} 个`; };
  const all = addressees.regions.filter(r => r.level === current);
  const list = make('div', { className: 'targets' }, ...groups(all, current).map(([parent, regions]) => {
    const boxes = regions.map(r => { const input = make('input', { type: 'checkbox', checked: chosen.has(r.code) }); input.addEventListener('change', () => { if (input.checked) chosen.add(r.code); else chosen.delete(r.code); tell(); }); return [r, input]; });
    const whole = button('全选/全不选', () => { const on = boxes.some(([, i]) => !i.checked); for (const [r, i] of boxes) { i.checked = on; if (on) chosen.add(r.code); else chosen.delete(r.code); } tell(); }, 'plain');
    return make('fieldset', {}, make('legend', {}, parent, regions.length > 1 ? whole : null), ...boxes.map(([r, i]) => make('label', { className: r.people ? '' : 'empty-handed', title: r.people ? '' : '没有登记填报人员' }, i, r.name, r.people ? '' : '（没有人）')));
  }));
  tell();
  const due = make('input', { type: 'date', value: design.due ?? '' }), time = make('input', { type: 'time', value: design.dueTime ?? '' });
  const period = make('select', {}, ...[['once', '只要一次'], ['weekly', '每周'], ['monthly', '每月'], ['quarterly', '每季度'], ['yearly', '每年']].map(([k, v]) => make('option', { value: k, textContent: v, selected: k === design.period })));
  const reviewers = make('select', { multiple: true, size: Math.min(4, Math.max(2, addressees.reviewers.length)), 'aria-label': '审核人' }, ...addressees.reviewers.map(a => make('option', { value: a.id, textContent: `${a.name}（${a.department ?? a.region}·${a.role}）` })));
  const insist = make('input', { type: 'checkbox' });
  box.append(...[level, make('details', { className: 'who-to', open: all.length <= 12 }, make('summary', {}, '一个一个选 ', count), list),
    make('div', { className: 'pair four' }, make('label', {}, '截止日期', due), make('label', {}, '几点前', time), make('label', {}, '多久一次', period)),
    addressees.reviewers.length ? make('details', {}, make('summary', { textContent: '另请别人审核（可不选，您自己总能审）' }), reviewers) : null,
    design.dueSaid ? make('p', { className: 'hint', textContent: `表里写的是“${design.dueSaid}”，请确认。` }) : null,
    previewed?.nothingToAsk ? make('label', { className: 'tick' }, insist, '平台都能答，但仍要社区核对一遍') : null,
    make('div', { className: 'actions' }, button('发出', async () => {
      await save();
      const body = { id: sending, targets: [...chosen], due: due.value || null, dueTime: time.value ? `${time.value}:00` : null, period: period.value, reviewers: [...reviewers.selectedOptions].map(o => o.value), insist: insist.checked };
      try {
        if (!await ask({ title: `发给 ${chosen.size} 个${{ 2: '街道', 3: '社区', 4: '网格' }[current]}？`, text: `《${design.title}》${dueWords(due.value || null, time.value)}${previewed?.repeats.length ? `。和近期的表重复要 ${new Set(previewed.repeats.flatMap(r => r.columns)).size} 列，会记为重复要表` : ''}。`, ok: '发出' })) return;
        const sent = await call('POST', `${path}/send`, body);
        location.href = `/reports/${sent.id}`;
      } catch (trouble) {
        if (trouble.status === 409) { previewed = await call('POST', `${path}/preview`, { targets: [...chosen] }); byId('preview').replaceWith(preview()); byId('send').replaceWith(send()); byId('preview').scrollIntoView({ block: 'start' }); }
        throw trouble;
      }
    }, 'main'))].filter(Boolean));
  return box;
}

function groups(regions, level) {
  if (level === 2) return [['街道', regions]];
  const names = new Map(addressees.regions.map(r => [r.code, r.name])), map = new Map();
  for (const r of regions) { const parent = names.get(r.parent) ?? '本辖区'; map.set(parent, [...(map.get(parent) ?? []), r]); }
  return [...map];
}

addEventListener('beforeunload', event => { if (dirty) event.preventDefault(); });
start().catch(trouble => { byId('title').textContent = trouble.status === 403 ? '无权查看' : '没有打开'; byId('body').replaceChildren(make('p', { className: 'empty', textContent: trouble.message })); });
