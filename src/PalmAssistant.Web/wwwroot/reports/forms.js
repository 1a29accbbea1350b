// What my region is asked to fill: what waits first, then what is in.
import { byId, make, call, say, dueWords, local, states } from './common.js';

const group = (title, items, empty) => make('section', {}, make('h2', { textContent: items.length ? `${title}（${items.length}）` : title }), items.length ? make('div', { className: 'links' }, ...items) : make('p', { className: 'empty', textContent: empty }));

const link = form => make('a', { className: 'link', href: `/forms/${form.id}` },
  make('span', { className: 'name', textContent: form.title }), make('span', { className: `chip ${form.state}`, textContent: states[form.state] }),
  make('span', { className: 'values' }, `${form.publisher}要的 · `, make('span', { className: form.overdue ? 'overdue' : '', textContent: dueWords(form.due, form.dueTime) + (form.overdue ? '（已过）' : '') }), form.submittedAt ? ` · ${local(form.submittedAt)} 报的` : '', ` · ${form.target}`));

const isOpen = form => ['waiting', 'draft', 'returned'].includes(form.state);

call('GET', '/api/forms').then(forms => {
  const due = form => `${form.due ?? '9999'} ${form.dueTime ?? ''}`;
  byId('asked').replaceChildren(
    group('要填的', forms.filter(isOpen).sort((a, b) => due(a).localeCompare(due(b))).map(link), '现在没有要填的表。'),
    group('报过的', forms.filter(f => ['submitted', 'accepted'].includes(f.state)).map(link), '还没有报过。'),
    forms.some(f => f.state === 'excused') ? group('不用报了的', forms.filter(f => f.state === 'excused').map(link), '') : '');
}).catch(trouble => { byId('asked').replaceChildren(); say(trouble.message, 'bad'); });
