// Keeps what is typed until the service has it. Each keystroke is first written on this device; a lost line, a killed service or a closed
// page loses nothing: what is kept here is sent when the line is back or the page is opened again. A change sent twice counts once.
import { call } from './common.js';

export class Saver {
  #key; #path; #waiting; #sending = new Map(); #timer = 0; #pause = 0; #told;

  /** @param told (state, detail) – saved, typing, saving, offline, refused  @param answered (answer) – what the service said to a batch */
  constructor(account, form, told, answered) {
    this.#key = `palm/form/${account}/${form}`;
    this.#path = `/api/forms/${form}`;
    this.#told = told;
    this.answered = answered;
    try { this.#waiting = new Map(Object.entries(JSON.parse(localStorage.getItem(this.#key) ?? '{}'))); } catch { this.#waiting = new Map(); }
    addEventListener('online', () => this.flush());
    addEventListener('storage', event => { if (event.key === this.#key && !event.newValue && this.#waiting.size === 0) told('saved'); });
    addEventListener('pagehide', () => this.#keep());
    document.addEventListener('visibilitychange', () => { if (document.hidden && this.#waiting.size) this.flush(); });
  }

  /** Cells typed here that the service has not acknowledged: cell → { value, seen, why }. */
  get pending() { return new Map([...this.#sending, ...this.#waiting]); }

  put(cell, value, seen, why) {
    const before = this.#waiting.get(cell);
    this.#waiting.set(cell, { value, seen: before?.seen ?? seen, why: why ?? before?.why ?? null });
    this.#keep();
    this.#told('typing');
    this.#schedule(this.#pause || 600);
  }

  /** Sends what waits; resolves when all of it was acknowledged, rejects when it could not be. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#running) return this.#running.then(() => this.#waiting.size ? this.flush() : undefined);
    if (!this.#waiting.size) return;
    this.#running = this.#send().finally(() => { this.#running = null; });
    return this.#running;
  }

  #running = null;

  async #send() {
    this.#sending = new Map([...this.#waiting].slice(0, 400));
    for (const cell of this.#sending.keys()) this.#waiting.delete(cell);
    this.#told('saving');
    try {
      const answer = await call('PUT', `${this.#path}/cells`, { changes: [...this.#sending].map(([cell, c]) => ({ cell, value: c.value, seen: c.seen, why: c.why })) });
      const sent = this.#sending;
      this.#sending = new Map();
      this.#pause = 0;
      // typed again meanwhile: the next version is the one just saved
      for (const [cell, saved] of Object.entries(answer.saved)) if (this.#waiting.has(cell)) this.#waiting.get(cell).seen = saved.version;
      this.#keep();
      this.answered(answer, sent);
      if (this.#waiting.size) return this.#send();
      this.#told('saved');
    } catch (trouble) {
      for (const [cell, change] of this.#sending) if (!this.#waiting.has(cell)) this.#waiting.set(cell, change);
      this.#sending = new Map();
      this.#keep();
      const goesOn = trouble.offline || trouble.status === 429 || trouble.status >= 500;
      this.#told(goesOn ? 'offline' : 'refused', trouble.message);
      if (goesOn) this.#schedule(this.#pause = Math.min(15000, (this.#pause || 1000) * 2));
      throw trouble;
    }
  }

  /** Gives up what waits for a cell (the other person's value is taken). */
  drop(cell) { this.#waiting.delete(cell); this.#keep(); if (!this.#waiting.size && !this.#sending.size) this.#told('saved'); }

  #schedule(wait) { clearTimeout(this.#timer); this.#timer = setTimeout(() => this.flush().catch(() => {}), wait); }

  #keep() {
    const all = this.pending;
    try { if (all.size) localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(all))); else localStorage.removeItem(this.#key); } catch { /* a full device still saves over the line */ }
  }
}
