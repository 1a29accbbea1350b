// The figures of 减负: of regions and months, never of people, and nothing ranked.
import { byId, make, call, say, local } from './common.js';

const number = (n, digits = 1) => n === null || n === undefined ? '—' : Number(n).toLocaleString('zh-CN', { maximumFractionDigits: digits });

function tile(title, value, unit, hint) {
  return make('div', { className: 'tile' }, make('span', { textContent: title }), make('b', {}, number(value), value === null || value === undefined ? '' : make('small', { textContent: unit })), make('em', { textContent: hint }));
}

function bars(months, title, of, unit) {
  const most = Math.max(1, ...months.map(m => of(m) ?? 0));
  return make('figure', { className: 'bars' }, make('figcaption', { textContent: title }), make('div', { className: 'plot', role: 'img', 'aria-label': months.map(m => `${m.month} ${number(of(m))}${unit}`).join('，') }, ...months.map(m => {
    const bar = make('i'), value = of(m);
    bar.style.height = `${Math.round(100 * (value ?? 0) / most)}%`;
    return make('div', {}, make('span', { textContent: value === null || value === undefined ? '—' : number(value) + unit }), make('div', { className: 'room' }, bar), make('small', { textContent: `${Number(m.month.slice(5))}月` }));
  })));
}

async function show(month) {
  const { region, months, repeats } = await call('GET', `/api/burden${month ? `?month=${month}` : ''}`);
  const now = months.at(-1);
  byId('facts').textContent = `${region} · ${now.month.replace('-', '年')}月`;
  const pick = make('input', { type: 'month', value: now.month, 'aria-label': '看哪个月' });
  pick.addEventListener('change', () => show(pick.value).catch(t => say(t.message, 'bad')));
  byId('nav').replaceChildren(pick);
  byId('body').replaceChildren(
    make('section', {}, make('div', { className: 'tiles' },
      tile('数据复用率', now.reuseShare, '%', `${number(now.cells, 0)} 格里有 ${number(now.reused, 0)} 格由平台带出、没有改`),
      tile('填一份用时', now.medianMinutes, '分钟', '从打开到报上去，中位数'),
      tile('每个社区收到', now.perCommunityAndMonth ?? now.reports, '张', `本月共 ${now.reports} 张表，报上 ${now.submissions} 份`),
      tile('重复要表', now.repeats, '次', '发表时查出的和社区反映的'))),
    make('section', {}, make('div', { className: 'charts' }, bars(months, '数据复用率', m => m.reuseShare, '%'), bars(months, '收到的表', m => m.reports, '张'), bars(months, '填一份用时（中位）', m => m.medianMinutes, '分'))),
    make('section', {}, make('h2', { textContent: '重复要表' }), repeats.length ? make('ul', { className: 'plain-list' }, ...repeats.map(r => make('li', {}, make('b', { textContent: `《${r.title}》` }), r.earlier ? ` 和《${r.earlier}》重复：` : ' ', r.columns, make('small', { textContent: ` ${local(r.at)}${r.saidByFiller ? ' · 社区反映' : ' · 发表时查出'}` })))) : make('p', { className: 'empty', textContent: '这个月没有重复要表。' })),
    make('p', { className: 'hint', textContent: '口径：复用率 = 平台带出且没有改的格 ÷ 已报的全部格，由填报记录算出。只按地区和月份统计，不统计到个人，不排名。' }));
}

show().catch(trouble => { byId('body').replaceChildren(); say(trouble.message, 'bad'); });
