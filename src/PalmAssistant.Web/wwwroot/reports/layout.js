// Three ways to lay out a table: fields one under the other (one row, or a form), a grid on a wide screen, cards on a phone.
// Long lists are drawn a block at a time, as they come near the screen.
import { Model } from './model.js';
import { make, button, ask, call } from './common.js';
import { control, origin, remarks, details } from './cells.js';

const Block = 25, RowHeight = 42, CardHeight = 76;

export function cellClass(model, cell) {
  if (model.overtaken.has(cell)) return 'clashing';
  if (model.problemsOf(cell).length || model.refused.has(cell) || model.marks.has(cell)) return 'wrong';
  if (model.attention.some(a => a.at === cell)) return 'look';
  if (model.change(cell)) return 'changed';
  return '';
}

/** A label, its control, where the value comes from. Redraws its remarks in place while the control keeps the focus. */
export function field(model, table, row, column, review) {
  const cell = Model.key(table, row, column);
  const box = make('div', { className: 'field', data: { at: cell } });
  const from = make('button', { type: 'button', className: 'from', title: '看来源、口径和改动记录', on: { click: () => details(model, table, row, column) } });
  const below = make('div', { className: 'below' });
  const held = make('div', { className: 'control' }, control(model, table, row, column, true), column.unit ? make('span', { className: 'unit', textContent: column.unit }) : null);
  box.append(make('div', { className: 'label' }, make('span', {}, column.path.at(-1), column.required && model.canType(table, row, column) ? make('i', { textContent: '必填' }) : null), from), held, below);
  if (review) box.append(button('退回这一格', () => mark(model, table, row, column), 'small mark'));
  box.refresh = () => {
    box.className = `field ${cellClass(model, cell)}`;
    from.textContent = origin(model, table, row, column);
    const input = held.querySelector('[data-cell]');
    const value = model.value(cell);
    if (!input) held.firstElementChild.textContent = model.source(table, row, column)?.withheld ? '无权查看' : value;
    else if (input.value !== undefined && document.activeElement !== input && input.value !== value) input.value = value;
    else if (input.classList.contains('chips')) for (const radio of input.querySelectorAll('input')) radio.checked = radio.value === value;
    const inReason = below.contains(document.activeElement) && below.querySelector('.reason');
    if (!inReason) below.replaceChildren(...remarks(model, table, row, column));
    else for (const part of [...below.children]) if (!part.contains(document.activeElement)) part.remove();
  };
  box.refresh();
  return box;
}

export async function mark(model, table, row, column) {
  const cell = Model.key(table, row, column);
  const answer = await ask({ title: `退回：${row.name} ${column.name}`.trim(), content: [make('textarea', { name: 'why', rows: 3, maxLength: 200, value: model.marks.get(cell) ?? '', placeholder: '哪里不对、要改成什么' })], ok: '记下', check: v => v.why.trim().length >= 2 ? null : '请写原因' });
  if (!answer) return;
  model.marks.set(cell, answer.why.trim());
  model.dispatchEvent(new CustomEvent('cells', { detail: { cells: [cell] } }));
}

/** The fields of a row, under the headings of their groups. */
export function fieldsOf(model, table, row, review) {
  let group = '';
  return table.columns.filter(c => c.type !== 'sequence').flatMap(column => {
    const now = column.path.slice(0, -1).join(' · '), heading = now && now !== group ? [make('h3', { className: 'group', textContent: now })] : !now && group ? [make('h3', { className: 'group end', 'aria-hidden': 'true' })] : [];
    group = now;
    return [...heading, field(model, table, row, column, review)];
  });
}

/** Draws blocks of rows near the screen and forgets those far away, so that 500 rows cost what 75 do. */
class Blocks {
  constructor(rows, height, makeBlock, draw) {
    this.rows = rows; this.height = height; this.draw = draw;
    this.blocks = [];
    this.watch = new IntersectionObserver(entries => { for (const e of entries) this.show(e.target, e.isIntersecting); }, { rootMargin: '600px 0px' });
    for (let at = 0; at < rows.length; at += Block) {
      const block = makeBlock();
      block.palm = { at, rows: rows.slice(at, at + Block), drawn: false };
      this.blocks.push(block);
      this.empty(block);
      this.watch.observe(block);
    }
  }

  empty(block) {
    block.palm.drawn = false;
    block.replaceChildren(this.spacer(block.palm.rows.length * this.height));
  }

  spacer(height) {
    const room = make('div', { className: 'spacer' });
    room.style.height = `${height}px`;
    return room;
  }

  show(block, near) {
    if (near && !block.palm.drawn) { block.palm.drawn = true; block.replaceChildren(...block.palm.rows.map((row, i) => this.draw(row, block.palm.at + i))); }
    else if (!near && block.palm.drawn && !block.contains(document.activeElement)) this.empty(block);
  }

  reveal(index) { const block = this.blocks[Math.floor(index / Block)]; if (block) this.show(block, true); return block; }

  end() { this.watch.disconnect(); }
}

class TableBlocks extends Blocks {
  spacer(height) {
    const room = make('td', { className: 'spacer', colSpan: 1000 });
    room.style.height = `${height}px`;
    return make('tr', { 'aria-hidden': 'true' }, room);
  }
}

/** A wide screen's grid; `inspect` is told which cell has the focus. */
export function grid(model, table, rows, inspect) {
  const columns = table.columns;
  const element = make('table', { role: 'grid', className: 'grid', 'aria-rowcount': rows.length });
  const head = make('thead', {}, make('tr', {}, ...columns.map((c, i) => make('th', { scope: 'col', className: i === nameColumn(table) ? 'stuck' : '', title: c.name }, c.path.length > 1 ? make('small', { textContent: c.path.slice(0, -1).join('·') }) : null, make('span', { textContent: c.path.at(-1) }), c.required && model.view.editable ? make('i', { textContent: '*', title: '必填' }) : null, c.unit ? make('small', { textContent: `（${c.unit}）` }) : null))));
  element.append(head);
  const draw = (row, index) => {
    const line = make('tr', { data: { row: row.key }, className: row.removed ? 'removed' : '', 'aria-rowindex': index + 1 });
    columns.forEach((column, i) => {
      const cell = Model.key(table, row, column);
      const td = make('td', { data: { at: cell }, className: `${cellClass(model, cell)} ${i === nameColumn(table) ? 'stuck' : ''} t-${column.type}` });
      const inside = control(model, table, row, column, false);
      if (!inside.dataset?.cell) { td.tabIndex = -1; td.addEventListener('click', () => inspect(table, row, column, td)); }
      inside.addEventListener('focusin', () => inspect(table, row, column, td));
      td.append(inside);
      td.refresh = () => {
        td.className = `${cellClass(model, cell)} ${i === nameColumn(table) ? 'stuck' : ''} t-${column.type}`;
        const value = model.value(cell);
        if (inside.tagName === 'OUTPUT') inside.textContent = model.source(table, row, column)?.withheld ? '无权查看' : value;
        else if (inside.value !== undefined && document.activeElement !== inside && inside.value !== value) inside.value = value;
      };
      line.append(td);
    });
    return line;
  };
  const blocks = new TableBlocks(rows, RowHeight, () => make('tbody'), draw);
  element.append(...blocks.blocks);
  element.addEventListener('keydown', event => {
    if (!['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key) || event.target.tagName === 'SELECT' && event.key !== 'Enter' || event.isComposing) return;
    const td = event.target.closest('td[data-at]'), line = td?.parentElement;
    if (!line) return;
    event.preventDefault();
    const index = Number(line.getAttribute('aria-rowindex')) - 1 + (event.key === 'ArrowUp' ? -1 : 1);
    if (index < 0 || index >= rows.length) return;
    const block = blocks.reveal(index);
    const next = [...block.querySelectorAll('tr[data-row]')].find(tr => Number(tr.getAttribute('aria-rowindex')) === index + 1);
    const input = next?.children[[...line.children].indexOf(td)]?.querySelector('[data-cell]');
    input?.focus();
    input?.select?.();
  });
  const scroll = make('div', { className: 'grid-scroll' }, element);
  scroll.end = () => blocks.end();
  scroll.reveal = cell => {
    const key = cell.split('/').slice(1, -1).join('/');
    blocks.reveal(rows.findIndex(r => r.key === key));
    return scroll.querySelector(`[data-at="${CSS.escape(cell)}"]`);
  };
  return scroll;
}

export const nameColumn = table => Math.max(0, table.columns.findIndex(c => c.type === 'text' && c.path.at(-1).match(/姓名|名称|社区|网格|街道|单位|项目|指标/)) );

/** A phone's list: one card a row, tapped to fill. */
export function cards(model, table, rows, openRow) {
  const draw = row => {
    const card = make('button', { type: 'button', className: 'card', data: { row: row.key }, on: { click: () => openRow(table, row) } });
    card.refresh = () => {
      const wanting = table.columns.filter(c => model.needs(Model.key(table, row, c))).length;
      const values = table.columns.filter(c => c.type !== 'sequence' && model.value(Model.key(table, row, c)) !== row.name).map(c => [c.path.at(-1), model.value(Model.key(table, row, c)), c.unit]).filter(([, v]) => v && !row.name.includes(v));
      card.className = `card ${row.removed ? 'removed' : wanting ? 'wanting' : ''}`;
      card.replaceChildren(make('span', { className: 'name', textContent: row.name }),
        make('span', { className: 'values', textContent: values.slice(0, 4).map(([n, v, u]) => `${n} ${v}${u ?? ''}`).join(' · ') }),
        make('span', { className: 'badge', textContent: row.removed ? '已划掉' : wanting ? `要看 ${wanting} 处` : model.view.editable ? '✓' : '' }));
    };
    card.refresh();
    return card;
  };
  const blocks = new Blocks(rows, CardHeight, () => make('div', { className: 'block' }), draw);
  const list = make('div', { className: 'cards' }, ...blocks.blocks);
  list.end = () => blocks.end();
  list.reveal = cell => {
    const key = cell.split('/').slice(1, -1).join('/');
    blocks.reveal(rows.findIndex(r => r.key === key));
    return list.querySelector(`[data-row="${CSS.escape(key)}"]`);
  };
  return list;
}

/** Striking a row of a list keeps it, with the reason. */
export async function strike(model, table, row) {
  const answer = await ask({ title: `划掉“${row.name}”`, text: '划掉后不计入这张表，记录还在，随时能恢复。', content: [make('input', { name: 'why', maxLength: 100, placeholder: '原因，例如：已去世、搬走了、不符合条件' })], ok: '划掉', danger: true, check: v => v.why.trim() ? null : '请写原因' });
  if (!answer) return false;
  await model.saver.flush().catch(() => {});
  await call('POST', `/api/forms/${model.view.id}/rows/strike`, { table: table.no, key: row.key, why: answer.why.trim() });
  return true;
}
