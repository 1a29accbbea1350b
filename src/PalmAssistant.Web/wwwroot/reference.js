// Finds as one types: entries that do not hold every word typed are hidden, and headings with nothing left under them.
(() => {
  'use strict';
  const find = document.getElementById('find');
  const entries = [...document.querySelectorAll('article[data-words]')].map(e => [e, (e.dataset.words + ' ' + e.textContent).toLowerCase()]);
  const groups = [...document.querySelectorAll('main section')].reverse();     // inner ones first
  function show() {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [entry, text] of entries) {
      entry.hidden = !words.every(w => text.includes(w));
      if (!entry.hidden) count++;
    }
    for (const group of groups) group.hidden = words.length > 0 && !group.querySelector('article:not([hidden])');
    document.getElementById('found').textContent = words.length ? `找到 ${count} 条` : '';
    document.getElementById('nothing').hidden = count > 0;
  }
  find.addEventListener('input', show);
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) { find.value = asked; show(); }
})();
