// Quoting: what is selected (by pointer or by paragraphs) as a citation, as a link, into the basket.
// Places go to the archive, which answers with its own words and its own citation.
const unitsToPlace = (data, unit) => unit - data.wide.filter((place) => place < unit).length;

function quoteBar(root, data, life) {
  const bar = make('div', 'quote-bar');
  bar.popover = 'manual';
  bar.setAttribute('role', 'region');
  bar.setAttribute('aria-label', data.labels.quote);
  const shown = make('p', 'citation');
  const tools = make('div', 'ways');
  const said = make('span', 'said');
  said.setAttribute('role', 'status');
  const done = (words) => { said.textContent = words; };
  tools.append(
    button(data.labels.quotecopy, () => copyQuote(root, asQuoted(state.get(root).quote), done)),
    button(data.labels.quotekeep, () => keepQuote(root, done)),
    button(data.labels.quotelink, () => copyQuote(root, location.origin + state.get(root).quote.link, done)),
    link(data.basket, data.labels.tobasket),
    button('✕', () => closeQuote(root), { className: 'close', label: data.labels.quoteclose }),
    said,
  );
  bar.append(shown, tools);
  bar.onkeydown = (event) => {
    if (event.key === 'Escape') { closeQuote(root); event.stopPropagation(); }
    else if ('jkJKnpt/'.includes(event.key)) event.stopPropagation();
  };
  let timer = 0;
  document.addEventListener('selectionchange', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (root.isConnected) readSelection(root); }, 250);
  }, { signal: life.signal });
  return bar;
}

async function copyQuote(root, text, done) {
  const { labels } = state.get(root);
  done((await copyText(root, text)) ? labels.copied : labels.notcopied);
}

function keepQuote(root, done) {
  const { quote, labels } = state.get(root);
  const rows = readBasket();
  const row = { id: quote.id, tu: quote.tu, den: quote.den };
  if (rows.some((one) => one.id === row.id && one.tu === row.tu && one.den === row.den)) return done(labels.keptbefore);
  if (rows.length >= BASKET_SIZE) return done(labels.full.replace('{n}', BASKET_SIZE));
  writeBasket([...rows, row]);
  return done(labels.kept.replace('{n}', rows.length + 1));
}

function closeQuote(root) {
  const now = state.get(root);
  const bar = root.querySelector('.quote-bar');
  now.asked = (now.asked || 0) + 1;
  if (bar.matches(':popover-open')) bar.hidePopover();
  if (now.paragraph) now.paragraph.focus({ preventScroll: true });
}

// The selection inside our shadow root: browsers tell it in three ways.
function selectedRange(root) {
  const host = root.getRootNode();
  const selection = document.getSelection();
  if (!selection) return null;
  if (selection.getComposedRanges) {
    try { return selection.getComposedRanges({ shadowRoots: [host] })[0] || null; } catch { /* the older form */ }
    try { return selection.getComposedRanges(host)[0] || null; } catch { /* none */ }
  }
  const own = host.getSelection ? host.getSelection() : selection;
  return own?.rangeCount ? own.getRangeAt(0) : null;
}

function readSelection(root) {
  const range = selectedRange(root);
  const text = root.querySelector('article');
  if (!range || range.collapsed || !text) return;
  if (!text.contains(range.startContainer) && !text.contains(range.endContainer)) return;
  const span = spanOf(root, range);
  if (span && span[1] > span[0]) askQuote(root, span[0], span[1]);
}

// First and last character of the text between two points of the page.
function spanOf(root, range) {
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  const { texts } = state.get(root);
  let start = null;
  let end = null;
  for (const { node, start: from, end: to } of texts) {
    if (!live.intersectsNode(node)) continue;
    const first = node === range.startContainer ? from + range.startOffset : from;
    const last = node === range.endContainer ? from + range.endOffset : to;
    if (last <= first) continue;
    start = start === null ? first : Math.min(start, first);
    end = end === null ? last : Math.max(end, last);
  }
  return start === null ? null : [start, end];
}

async function askQuote(root, start, end, { focus = false } = {}) {
  const now = state.get(root);
  const asked = (now.asked = (now.asked || 0) + 1);
  const row = { id: now.data.id, tu: unitsToPlace(now.data, start) + 1, den: unitsToPlace(now.data, end) };
  const bar = root.querySelector('.quote-bar');
  let quote = null;
  try { [quote] = await askQuotes([row]); } catch { /* said below */ }
  if (asked !== now.asked || !root.isConnected) return;
  const usable = quote && !quote.gone && quote.text;
  now.quote = usable ? quote : null;
  bar.querySelector('.citation').textContent = usable ? quote.citation + checked(quote) : now.labels.quotebad;
  bar.querySelector('.said').textContent = usable && quote.den < row.den - 100 ? now.labels.toolong : '';
  for (const tool of bar.querySelectorAll('button:not(.close)')) tool.disabled = !usable;
  if (!bar.matches(':popover-open')) bar.showPopover();
  if (focus) bar.querySelector('button:not([disabled])')?.focus();
}

// ── paragraph by paragraph, for the keyboard ──

function paragraphs(root) {
  return [...root.querySelectorAll('article [data-start]')];
}

function stepParagraph(root, by, { extend = false } = {}) {
  const now = state.get(root);
  const all = paragraphs(root);
  if (!all.length) return;
  const held = all.indexOf(now.paragraph);
  const reading = all.findLastIndex((one) => Number(one.dataset.start) <= (now.place || 0));
  const at = Math.max(0, Math.min(all.length - 1, held < 0 ? reading : held + by));
  now.paragraph = all[at];
  if (!extend || now.anchor === undefined || now.anchor === null) now.anchor = at;
  const [from, to] = [Math.min(now.anchor, at), Math.max(now.anchor, at)];
  all.forEach((one, index) => one.classList.toggle('held', index >= from && index <= to));
  now.heldSpan = [Number(all[from].dataset.start), Number(all[to].dataset.end)];
  now.paragraph.tabIndex = -1;
  now.paragraph.focus({ preventScroll: true });
  now.paragraph.scrollIntoView({ block: 'nearest' });
}

function quoteHeld(root) {
  const now = state.get(root);
  const range = selectedRange(root);
  const span = range && !range.collapsed ? spanOf(root, range) : null;
  if (span) { askQuote(root, ...span, { focus: true }); return; }
  if (!now.paragraph?.isConnected) stepParagraph(root, 0);
  if (now.heldSpan) askQuote(root, ...now.heldSpan, { focus: true });
}
