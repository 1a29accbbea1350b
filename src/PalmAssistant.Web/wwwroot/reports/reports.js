// The publisher's desk: make a report in one of three ways, what was sent, designs kept.
import { byId, make, button, act, call, say, local, dueWords } from './common.js';

const periods = { once: '', weekly: '每周', monthly: '每月', quarterly: '每季度', yearly: '每年' };
const newId = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));
const design = made => { location.href = `/reports/design/${made.id}`; };

function making() {
  const sentence = make('textarea', { rows: 2, maxLength: 500, placeholder: '用一句话说要哪些列，例如：社区、80岁以上老人数、其中独居、助浴需求、备注，周五前交', 'aria-label': '用一句话说要哪些列' });
  const file = make('input', { type: 'file', accept: '.xlsx', 'aria-label': '选择空表' });
  const say1 = button('按这句话做表', async () => design(await call('POST', '/api/reports/sentence', { id: newId(), text: sentence.value })), 'main');
  sentence.addEventListener('keydown', event => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); say1.click(); } });
  file.addEventListener('change', act(async () => {
    if (!file.files.length) return;
    const form = new FormData(), id = newId();
    form.append('file', file.files[0]);
    say('正在认表头…');
    try { design(await call('POST', `/api/reports/workbook?id=${id}`, form)); } finally { file.value = ''; }
  }));
  return make('section', { className: 'making' }, make('h2', { textContent: '发一张表' }), make('p', { className: 'hint', textContent: '发出之前先看：平台能直接答的不用发表，刚要过的会提醒。' }), sentence,
    make('div', { className: 'row' }, say1, make('label', { className: 'button pick' }, '上传 Excel 空表', file), button('从空白开始', async () => design(await call('POST', '/api/reports/blank', { id: newId(), title: '' })))));
}

function issue(one) {
  const notes = [];
  if (one.toReview) notes.push(make('span', { className: 'chip', textContent: `等您审核 ${one.toReview}` }));
  if (one.extensionsAsked) notes.push(make('span', { className: 'chip bad', textContent: `申请延期 ${one.extensionsAsked}` }));
  if (one.saidRepeated) notes.push(make('span', { className: 'chip bad', textContent: `说重复要 ${one.saidRepeated}` }));
  const share = one.all ? Math.round(100 * one.in / one.all) : 0;
  const bar = make('span', { className: 'bar', 'aria-hidden': 'true' }, make('i'));
  bar.firstChild.style.width = `${share}%`;
  return make('a', { className: 'link', href: `/reports/${one.id}` },
    make('span', { className: 'name', textContent: one.title }), make('span', { className: 'marks' }, ...notes, make('span', { className: `chip ${one.closed ? '' : one.in === one.all ? 'good' : ''}`, textContent: one.closed ? '已结束' : one.in === one.all ? '报齐了' : `已报 ${one.in} / ${one.all}` })),
    make('span', { className: 'values' }, bar, ` ${periods[one.period] ? periods[one.period] + ' · ' : ''}${local(one.issuedAt).split(' ')[0]} 发 · `, make('span', { className: one.overdue ? 'overdue' : '', textContent: dueWords(one.due, one.dueTime) + (one.overdue ? '（已过）' : '') }), one.mine ? '' : ` · ${one.publisher}发的`));
}

const group = (title, items, empty) => make('section', {}, make('h2', { textContent: items.length ? `${title}（${items.length}）` : title }), items.length ? make('div', { className: 'links' }, ...items) : make('p', { className: 'empty', textContent: empty }));

call('GET', '/api/reports').then(({ issues, templates, region }) => {
  byId('facts').textContent = region;
  byId('nav').append(make('a', { className: 'button', href: '/reports/burden', textContent: '减负的数' }));
  const mine = issues.filter(i => i.mine), others = issues.filter(i => !i.mine);
  byId('body').replaceChildren(making(), group('我发的、我审的', mine.map(issue), '还没有发过表。'),
    others.length ? group('别人发给本辖区的', others.map(issue), '') : '',
    group('我的表样', templates.map(t => make('div', { className: 'link' }, make('a', { className: 'name', href: `/reports/design/${t.id}`, textContent: t.title }), make('span', { className: 'marks' }, t.sent ? make('span', { className: 'chip', textContent: `发过 ${t.sent} 次` }) : make('span', { className: 'chip', textContent: '没发过' })),
      make('span', { className: 'values', textContent: `${local(t.at)} 做的` }))), '做过的表会留在这里，下次直接用。'));
}).catch(trouble => { byId('body').replaceChildren(); say(trouble.message, 'bad'); });
