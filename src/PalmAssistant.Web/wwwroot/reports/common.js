// What every report page uses: speaking to the service, making elements, asking back.
export const byId = id => document.getElementById(id);

export function make(tag, more = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name in element && name !== 'list') element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A refusal of the service, or that it could not be reached (`offline`). */
export class Trouble extends Error {
  constructor(message, status) { super(message); this.status = status; this.offline = status === 0 || status >= 502; }
}

export async function call(method, path, body) {
  const isForm = body instanceof FormData;
  let reply;
  try {
    reply = await fetch(path, { method, headers: { 'X-Palm': '1', ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}) }, body: isForm ? body : body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(30000) });
  } catch { throw new Trouble('连不上服务，请检查网络。', 0); }
  const data = reply.status === 204 ? null : await reply.json().catch(() => null);
  if (!reply.ok) throw new Trouble(data?.detail ?? data?.title ?? '没有成功，请稍后再试。', reply.status);
  return data;
}

export function say(text, kind = 'good') {
  const said = byId('said');
  said.textContent = text ?? '';
  said.className = kind;
  said.hidden = !text;
  if (text) said.scrollIntoView({ block: 'nearest' });
}

/** Runs what a button does; whatever goes wrong is said. */
export const act = (work, busy) => async event => {
  event?.preventDefault?.();
  const button = busy === false ? null : event?.currentTarget;
  if (button instanceof HTMLButtonElement) { if (button.dataset.busy) return; button.dataset.busy = '1'; button.classList.add('busy'); }
  try { await work(event); } catch (trouble) { say(trouble.message, 'bad'); if (!(trouble instanceof Trouble)) throw trouble; } finally {
    if (button instanceof HTMLButtonElement) { delete button.dataset.busy; button.classList.remove('busy'); }
  }
};

export const button = (text, work, kind = '', more = {}) => make('button', { type: 'button', textContent: text, className: kind, ...more, on: { click: act(work) } });

/**
 * Asks in a dialog: `fields` are elements with a name, or nothing. Answers their values, or null when it was left.
 */
export function ask({ title, text, content = [], ok = '确定', cancel = '取消', danger = false, check = () => null }) {
  const dialog = byId('dialog');
  return new Promise(resolve => {
    const wrong = make('p', { className: 'denied', role: 'alert' });
    const form = make('form', { method: 'dialog' },
      make('h2', { textContent: title }), text ? make('p', { className: 'text', textContent: text }) : null, ...content, wrong,
      make('div', { className: 'actions' }, cancel ? make('button', { type: 'button', textContent: cancel, on: { click: () => dialog.close('') } }) : null, make('button', { textContent: ok, className: danger ? 'danger' : 'main', value: 'ok' })));
    form.addEventListener('submit', event => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(form));
      const problem = check(values);
      if (problem) { wrong.textContent = problem; return; }
      dialog.returnValue = '';
      answer = values;
      dialog.close('ok');
    });
    let answer = null;
    dialog.replaceChildren(form);
    dialog.onclose = () => { resolve(answer); };
    dialog.showModal();
    form.querySelector('input:not([type=hidden]), textarea, select')?.focus();
  });
}

export const local = at => at ? new Date(at).toLocaleString('zh-CN', { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' }) : '';

const weekdays = '日一二三四五六';
export function dueWords(due, time) {
  if (!due) return '没有定截止时间';
  const [year, month, day] = due.split('-').map(Number);
  return `截止 ${month}月${day}日（周${weekdays[new Date(year, month - 1, day).getDay()]}）${time ? ' ' + time : ''}`;
}

export const states = { waiting: '未开始', draft: '在填', submitted: '已报，待审核', returned: '退回待改', accepted: '已通过', excused: '不用报' };
