// The chat page: a token for the signed-in account, Web Chat on Direct Line, and a way back when the line drops.
(() => {
  'use strict';
  const chat = document.getElementById('chat');
  const notice = document.getElementById('notice');
  const key = `palm/conversation/${chat.dataset.account}`;
  const narrow = matchMedia('(max-width: 640px)').matches;
  const Status = { connecting: 1, online: 2, expired: 3, failed: 4, ended: 5 };
  let line;      // renews its token by itself every 15 minutes

  const fonts = '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif';
  const styleOptions = {
    primaryFont: fonts, accent: '#1463c8', subtle: '#5d6b7a', backgroundColor: '#ffffff',
    botAvatarInitials: '助', userAvatarInitials: narrow ? undefined : '我', botAvatarBackgroundColor: '#1463c8', userAvatarBackgroundColor: '#5b7fa8', avatarSize: 36,
    bubbleBackground: '#f1f4f8', bubbleBorderColor: '#e1e7ee', bubbleBorderWidth: 1, bubbleBorderRadius: 12, bubbleTextColor: '#1d2733',
    bubbleFromUserBackground: '#1463c8', bubbleFromUserBorderWidth: 0, bubbleFromUserBorderRadius: 12, bubbleFromUserTextColor: '#ffffff',
    bubbleMaxWidth: 640, bubbleMinHeight: 36, bubbleAttachmentMaxWidth: 640, bubbleAttachmentMinWidth: narrow ? 200 : 320, messageActivityWordBreak: 'break-word',
    suggestedActionLayout: 'flow', suggestedActionBackgroundColor: '#ffffff', suggestedActionBorderColor: '#b9cfea', suggestedActionBorderRadius: 16, suggestedActionBorderWidth: 1,
    suggestedActionTextColor: '#0d4a99', suggestedActionHeight: 34, suggestedActionsFlowMaxHeight: 236,
    sendBoxBorderTop: 'solid 1px #dfe5ec', sendBoxHeight: 52, sendBoxTextWrap: true, sendBoxMaxHeight: 140, hideUploadButton: false, hideScrollToEndButton: false,
    timestampColor: '#5d6b7a', groupTimestamp: 60000, transcriptTerminatorFontSize: 12, autoScrollSnapOnActivity: false, paddingRegular: 12,
    cardEmphasisBackgroundColor: '#f1f4f8', cardPushButtonBackgroundColor: '#1463c8', cardPushButtonTextColor: '#ffffff', markdownRespectCRLF: true,
  };
  const adaptiveCardsHostConfig = {
    fontFamily: fonts, supportsInteractivity: true,
    fontSizes: { small: 13, default: 15, medium: 17, large: 22, extraLarge: 30 }, lineHeights: { small: 19, default: 23, medium: 25, large: 30, extraLarge: 38 },
    spacing: { small: 4, default: 8, medium: 12, large: 18, extraLarge: 24, padding: 14 },
    containerStyles: {
      default: { backgroundColor: '#ffffff', foregroundColors: colours() }, emphasis: { backgroundColor: '#f1f4f8', foregroundColors: colours() },
      accent: { backgroundColor: '#e8f1fc', foregroundColors: colours() }, good: { backgroundColor: '#e6f4ea', foregroundColors: colours() },
      warning: { backgroundColor: '#fff4d6', foregroundColors: colours() }, attention: { backgroundColor: '#fdeaea', foregroundColors: colours() },
    },
    actions: { maxActions: 8, buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left', spacing: 'default', showCard: { actionMode: 'inline', inlineTopMargin: 12 } },
    factSet: { title: { weight: 'default', color: 'default', isSubtle: true, wrap: true, maxWidth: 120 }, value: { wrap: true }, spacing: 12 },
    separator: { lineThickness: 1, lineColor: '#e3e8ee' },
  };
  function colours() {
    const tone = (normal, subtle) => ({ default: normal, subtle });
    return { default: tone('#1d2733', '#5d6b7a'), dark: tone('#1d2733', '#5d6b7a'), light: tone('#ffffff', '#e8edf3'), accent: tone('#1463c8', '#4a80c4'),
      good: tone('#1b7a3d', '#4b9265'), warning: tone('#8a5a00', '#9c7530'), attention: tone('#b3261e', '#c2564f') };
  }

  function tell(text, canRetry = true) {
    notice.hidden = !text;
    notice.querySelector('span').textContent = text || '';
    notice.querySelector('button').hidden = !canRetry;
  }

  // A card says all that the text says; beside it the first line is enough.
  const firstLineBesideCard = () => next => (request, ...rest) => {
    const { activity } = request;
    const hasCard = activity.from?.role === 'bot' && activity.attachments?.some(a => a.contentType === 'application/vnd.microsoft.card.adaptive');
    return next(hasCard && activity.text ? { ...request, activity: { ...activity, text: activity.text.split('\n', 1)[0] } } : request, ...rest);
  };

  // A card's link to a page of ours is a path; a phone stays in its window, where the way back is.
  const openOurPages = () => next => ({ cardAction, ...rest }) => {
    if (cardAction.type !== 'openUrl' || !cardAction.value?.startsWith('/')) return next({ cardAction, ...rest });
    if (narrow) location.assign(cardAction.value); else window.open(cardAction.value, '_blank', 'noopener');
  };

  // On a phone a wide table reads better as blocks: every cell learns its column's name, the style sheet does the rest.
  const WidestOnPhone = 34;      // letters of a line, a Chinese one counts two
  const letters = text => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 2 : 1), 0);
  function stack(table) {
    const rows = [...table.querySelectorAll(':scope > [role="row"]')];
    if (rows.length < 2 || table.dataset.seen) return;
    table.dataset.seen = 'yes';
    const cells = rows.map(row => [...row.children].map(cell => cell.textContent.trim()));
    const width = cells[0].reduce((sum, _, i) => sum + Math.max(...cells.map(row => letters(row[i] ?? ''))) + 2, 0);
    if (cells[0].length < 3 || width <= WidestOnPhone) return;
    // A profile has no header: each row names its own matter, and its first row is as much of it as the others.
    const headed = rows[0].querySelector('[role="columnheader"]') !== null;
    table.classList.toggle('headed', headed);
    rows.slice(headed ? 1 : 0).forEach(row => [...row.children].forEach((cell, i) => { if (headed) cell.dataset.label = cells[0][i]; cell.classList.toggle('blank', ['', '—'].includes(cell.textContent.trim())); }));
    table.classList.add('stacked');
  }
  if (narrow) new MutationObserver(() => chat.querySelectorAll('[role="table"]').forEach(stack)).observe(chat, { childList: true, subtree: true });

  // A picture that comes late pushes itself out of sight: whoever was at the end stays there.
  chat.addEventListener('load', event => {
    if (!(event.target instanceof HTMLImageElement)) return;
    let box = event.target.parentElement;
    while (box && box !== chat && !(box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY))) box = box.parentElement;
    if (box && box !== chat && box.scrollHeight - box.scrollTop - box.clientHeight < event.target.clientHeight + 240) box.scrollTop = box.scrollHeight;
  }, true);

  async function askToken() {
    const response = await fetch('/webchat/token', {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Palm': '1' }, body: JSON.stringify({ conversationId: sessionStorage.getItem(key) }),
    });
    if (response.status === 401) { location.href = '/'; throw new Error('signed out'); }
    if (!response.ok) throw new Error(`token: ${response.status}`);
    return response.json();
  }

  async function open() {
    if (!window.WebChat) return tell('聊天组件没有装好，请联系系统管理员。', false);
    let ticket;
    try { ticket = await askToken(); } catch { return tell('连不上服务，请检查网络后重试。'); }
    tell('');
    sessionStorage.setItem(key, ticket.conversationId);
    if (line) line.end();
    line = WebChat.createDirectLine({
      domain: `${location.origin}/v3/directline`, token: ticket.token, webSocket: true,
      ...(ticket.resumed ? { conversationId: ticket.conversationId, watermark: '' } : {}),
    });
    line.connectionStatus$.subscribe(status => {
      if (status === Status.online) tell('');
      if (status === Status.expired) tell('登录时间太久，连接已断开。');
      if (status === Status.failed || status === Status.ended) tell('连接已断开。');
    });
    const host = document.createElement('div');     // a fresh one: the last rendering belongs to the last line
    chat.replaceChildren(host);
    WebChat.renderWebChat({
      directLine: line, locale: 'zh-CN', nonce: chat.dataset.nonce, styleOptions, adaptiveCardsHostConfig,
      sendTypingIndicator: false, activityMiddleware: firstLineBesideCard, cardActionMiddleware: openOurPages,
    }, host);
    setTimeout(() => chat.querySelector('[data-id="webchat-sendbox-input"], textarea, input[type="text"]')?.focus(), 300);
  }

  function say(text) {
    line?.postActivity({ type: 'message', text, from: { id: `dl_${chat.dataset.account}` }, locale: 'zh-CN' }).subscribe({ error: () => tell('没有发出去，请重新连接后再试。') });
  }

  // Direct Line keeps quiet about a service that is gone, so the page looks for itself.
  let lost = false;
  async function look() {
    let there = false;
    try { there = (await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(5000) })).ok; } catch { /* gone */ }
    if (!there && !lost) tell('连接已断开，服务恢复后会自动接上。');
    if (there && lost) open();
    lost = !there;
  }
  setInterval(() => { if (!document.hidden) look(); }, 5000);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  addEventListener('offline', look);
  addEventListener('online', look);

  document.getElementById('reports').hidden = !['社区工作者', '社区书记', '街道干部', '区级干部', '部门专员'].includes(document.querySelector('.bar .chip').textContent);
  document.getElementById('policies').hidden = document.querySelector('.bar .chip').textContent !== '知识库管理员';
  notice.querySelector('button').addEventListener('click', open);
  document.getElementById('start-over').addEventListener('click', () => say('重新开始'));
  open();
})();
