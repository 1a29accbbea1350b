// A submission in the browser: what the service said, with what was typed here laid over it until it is acknowledged.
import { Saver } from './saver.js';

export class Model extends EventTarget {
  constructor(view) {
    super();
    this.saver = new Saver(view.me, view.id, (state, detail) => this.#tell('saving', { state, detail }), (answer, sent) => this.#answered(answer, sent));
    this.overtaken = new Map();      // cell → { mine, why, theirs }
    this.refused = new Map();
    this.marks = new Map();          // a reviewer's reasons by cell
    this.take(view);
  }

  take(view) {
    this.view = view;
    this.tables = view.tables;
    this.values = new Map();
    this.rows = new Map();
    for (const table of view.tables) for (const row of table.rows) {
      this.rows.set(`${table.no}/${row.key}`, row);
      for (const [column, value] of Object.entries(row.values)) this.values.set(`${table.no}/${row.key}/${column}`, value);
    }
    this.typed = new Map(Object.entries(view.typed));
    this.problems = new Map(Object.entries(view.problems));
    this.attention = view.attention;
    this.files = new Map(Object.entries(view.files));
    this.trace = view.trace;
    this.#closed = new Set(view.tables.flatMap(t => t.closed.map(c => `${t.no}/${c}`)));
  }

  #closed;

  static key = (table, row, column) => `${table.no}/${row.key}/${column.column}`;

  value(cell) { return this.saver.pending.get(cell)?.value ?? (this.saver.pending.has(cell) ? '' : this.values.get(cell) ?? ''); }

  canType(table, row, column) {
    return this.view.editable && column.editable && !row.removed && !this.#closed.has(`${table.no}/${column.column}${row.key}`) && !this.source(table, row, column)?.withheld;
  }

  isComputed(table, row, column) { return column.formula || (column.editable && this.#closed.has(`${table.no}/${column.column}${row.key}`) && this.values.has(Model.key(table, row, column))); }

  source(table, row, column) { return this.view.sources[`${table.no}/${column.column}${row.key}`] ?? this.view.sources[`${table.no}/${column.column}`]; }

  /** Problems of a cell as they stand with what was typed here. */
  problemsOf(cell) {
    const pending = this.saver.pending.get(cell);
    const known = (this.problems.get(cell) ?? []).filter(p => !(p.kind === 'Missing' && this.value(cell)) && !(pending && p.kind === 'ReasonMissing'));
    const change = pending && this.asksWhy(cell) ? this.change(cell) : null;
    return change && !change.why ? [...known, { kind: 'ReasonMissing', words: '改了平台带的数，还没说原因' }] : known;
  }

  /** What the platform counted is not changed without a reason; what was only carried over from the last period is. */
  asksWhy(cell) {
    const [no, ...rest] = cell.split('/'), column = rest.pop(), row = rest.join('/');
    const source = this.view.sources[`${no}/${column}${row}`] ?? this.view.sources[`${no}/${column}`];
    return Boolean(source) && source.name !== '上期填报';
  }

  attentionOf(cell) { return this.attention.filter(a => a.at === cell); }

  brought(cell) { return this.typed.get(cell)?.brought ?? (this.typed.has(cell) ? null : this.values.get(cell) ?? null); }

  /** Changed from what the platform brought, and the reason so far. */
  change(cell) {
    const pending = this.saver.pending.get(cell), typed = this.typed.get(cell), brought = this.brought(cell);
    if (brought === null || brought === undefined || !(pending || typed)) return null;
    const value = pending ? pending.value : typed.value ?? '';
    return value === brought ? null : { brought, value, why: pending?.why ?? typed?.why ?? null };
  }

  type(cell, value, why) {
    this.refused.delete(cell);
    this.saver.put(cell, value.trim(), this.typed.get(cell)?.version ?? 0, why);
    this.#tell('cells', { cells: [cell] });
  }

  /** Someone else's value stands against mine: keep one of the two. */
  settle(cell, mine) {
    const clash = this.overtaken.get(cell);
    this.overtaken.delete(cell);
    if (mine) this.saver.put(cell, clash.mine, clash.theirs.version, clash.why);
    this.#tell('cells', { cells: [cell] });
  }

  looked(at) { this.attention = this.attention.filter(a => !at.includes(a.at)); this.#tell('cells', { cells: at }); }

  /** Every place that wants a look, in reading order. */
  open() {
    const found = [];
    for (const table of this.tables) {
      for (const a of this.attention) if (a.at.split('/').length === 2 && a.at.startsWith(`${table.no}/`)) found.push(a.at);
      for (const row of table.rows) {
        if (row.removed) continue;
        for (const column of table.columns) {
          const cell = Model.key(table, row, column);
          if (this.needs(cell)) found.push(cell);
        }
      }
    }
    return found;
  }

  needs(cell) { return this.overtaken.has(cell) || this.refused.has(cell) || this.problemsOf(cell).length > 0 || this.attention.some(a => a.at === cell); }

  #answered(answer, sent) {
    const touched = new Set(sent.keys());
    for (const [cell, typed] of Object.entries(answer.saved)) { this.typed.set(cell, typed); this.#set(cell, typed.value); }
    for (const [cell, theirs] of Object.entries(answer.overtaken)) {
      this.overtaken.set(cell, { mine: sent.get(cell)?.value ?? '', why: sent.get(cell)?.why ?? null, theirs });
      this.typed.set(cell, theirs);
      this.#set(cell, theirs.value);
    }
    for (const [cell, reason] of Object.entries(answer.refused)) this.refused.set(cell, reason);
    for (const [cell, value] of Object.entries(answer.computed)) { this.#set(cell, value); touched.add(cell); }
    for (const [cell, list] of Object.entries(answer.problems)) { if (list.length) this.problems.set(cell, list); else this.problems.delete(cell); touched.add(cell); }
    this.attention = this.attention.filter(a => a.kind !== 'returned' && a.kind !== 'conflict' || !(a.at in answer.saved));
    this.trace = answer.trace;
    this.#tell('cells', { cells: [...touched] });
  }

  #set(cell, value) { if (value === null || value === undefined || value === '') this.values.delete(cell); else this.values.set(cell, value); }

  apply(answer) { this.#answered(answer, new Map()); }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}
