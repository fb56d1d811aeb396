// A document to read: facts with their evidence, outline, text with marks, pictures of the original, related documents.
// data: {id, at, text, wide, pages, blocks, asides, notes, cites, outline, parts, facts, related, hits, view, views, labels, …};
// offsets are UTF-16 units of data.text. All text enters the page as textContent.
const WIDE = 900;
const SIZES = [0.9, 1, 1.12, 1.28, 1.5, 1.8];
const state = new WeakMap();
const scroller = () => document.querySelector('[data-testid=stMain]');

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  const known = state.get(root);
  const drawn = JSON.stringify([data.id, data.notes, data.facts, data.related, data.cites]);
  if (!known || known.drawn !== drawn) draw(root, data, drawn);
  const now = state.get(root);
  showView(root, data);
  if (now.at !== data.at) {
    now.at = data.at;
    if (data.at !== null) goTo(root, data.at);
  }
}

function draw(root, data, drawn) {
  state.get(root)?.life.abort();
  const life = new AbortController();
  const now = { drawn, data, life, at: undefined, current: -1, hits: data.hits || 0, labels: data.labels, page: data.pages[0]?.number };
  state.set(root, now);
  const side = make('div', 'side');
  side.append(...[partsPanel(root, data), factsPanel(root, data), relatedPanel(data)].filter(Boolean));
  const outline = outlinePanel(root, data);
  const paper = make('div', 'paper');
  const text = article(data, now);
  const both = make('div', 'both');
  both.append(text, picturePane(root, data, life));
  paper.append(toolbar(root, data), both);
  root.className = outline ? 'root reader with-outline' : 'root reader';
  root.replaceChildren(...[outline, paper, side, quoteBar(root, data, life)].filter(Boolean));
  watchCards(root, data, life);
  now.chunks = [...text.querySelectorAll('.chunk')];
  showSize(root, remembered('size') ?? 1);
  showCount(root);
  root.onkeydown = (event) => keys(root, event);
  followScroll(root, life);
}

function showView(root, data) {
  const now = state.get(root);
  now.data.views = data.views;
  now.data.view = data.view;
  const before = root.dataset.view;
  const { place, page } = now;
  root.dataset.view = data.view;
  root.querySelectorAll('.views a').forEach((choice, index) => {
    choice.href = data.views[index].href;
    if (data.views[index].current) choice.setAttribute('aria-current', 'true');
    else choice.removeAttribute('aria-current');
  });
  if (before === data.view) return;
  requestAnimationFrame(() => {
    if (before === 'original') goToPage(root, page);
    else if (before && place && data.view !== 'original') backTo(root, place);
    if (before) setPage(root, page, { follow: false });
    showPage(root, page);
    showBoxes(root);
  });
}

// ── tools ──

function toolbar(root, data) {
  const bar = make('div', 'toolbar');
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', data.labels.tools);
  const views = make('nav', 'views');
  views.setAttribute('aria-label', data.labels.views);
  views.append(...data.views.map((view) => link(view.href, view.text)));
  views.querySelectorAll('a').forEach((choice) => { choice.dataset.stay = ''; });
  const page = make('span', 'page-now');
  const sizes = make('span', 'sizes');
  sizes.append(
    button('A−', () => stepSize(root, -1), { label: data.labels.smaller }),
    button('A+', () => stepSize(root, 1), { label: data.labels.larger }),
    button(data.labels.print, () => window.print()),
  );
  bar.append(views, findBox(root, data), ...hitTools(root, data), page, sizes, keyHelp(data));
  return bar;
}

function hitTools(root, data) {
  if (data.hits === null) return [];
  const tools = make('span', 'hit-tools');
  const count = make('span', 'count');
  count.setAttribute('role', 'status');
  tools.append(count);
  if (data.hits) {
    tools.append(
      button(data.labels.previous, () => stepHit(root, -1), { key: 'p' }),
      button(data.labels.next, () => stepHit(root, 1), { key: 'n' }),
    );
  }
  return [tools];
}

function keyHelp(data) {
  const box = make('details', 'keys');
  box.append(make('summary', '', data.labels.keys));
  const list = make('dl');
  for (const [key, meaning] of data.labels.keyrows) list.append(make('dt', '', key), make('dd', '', meaning));
  box.append(list);
  return box;
}

function showSize(root, size) {
  root.style.setProperty('--size', SIZES.includes(size) ? size : 1);
}

function stepSize(root, by) {
  const at = SIZES.indexOf(remembered('size') ?? 1);
  const size = SIZES[Math.max(0, Math.min(SIZES.length - 1, (at < 0 ? 1 : at) + by))];
  remember_('size', size);
  showSize(root, size);
}

// Single keys act only while focus is inside the document (WCAG 2.1.4).
function keys(root, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest('input, textarea, select')) return;
  const now = state.get(root);
  const step = now.found?.length ? stepFound : stepHit;
  const acts = {
    n: () => step(root, 1),
    p: () => step(root, -1),
    '/': () => root.querySelector('.find input').select(),
    j: () => stepParagraph(root, 1),
    k: () => stepParagraph(root, -1),
    J: () => stepParagraph(root, 1, { extend: true }),
    K: () => stepParagraph(root, -1, { extend: true }),
    t: () => quoteHeld(root),
    Escape: () => closeQuote(root),
  };
  if (!Object.hasOwn(acts, event.key)) return;
  acts[event.key]();
  event.preventDefault();
}

// ── moving ──

function stepHit(root, by) {
  const now = state.get(root);
  if (!now.hits) return;
  root.querySelectorAll('mark.now').forEach((mark) => mark.classList.remove('now'));
  now.current = now.current < 0 && by < 0 ? now.hits - 1 : (now.current + by + now.hits) % now.hits;
  const marks = root.querySelectorAll(`mark[data-hit="${now.current}"]`);
  marks.forEach((mark) => mark.classList.add('now'));
  const note = now.data.notes.find((one) => one.kind === 'hit' && one.ref === now.current);
  show(root, marks[0], note?.start);
  showCount(root);
}

function showCount(root) {
  const { hits, current, labels } = state.get(root);
  const count = root.querySelector('.count');
  if (!count) return;
  const form = !hits ? labels.nohits : current < 0 ? labels.hits : labels.hit;
  count.textContent = form.replace('{n}', hits).replace('{i}', current + 1);
}

function showFact(root, ref, start) {
  const now = state.get(root);
  now.fact = ref;
  root.querySelectorAll('.shown').forEach((part) => part.classList.remove('shown'));
  const parts = root.querySelectorAll(`[data-facts~="${ref}"]`);
  parts.forEach((part) => part.classList.add('shown'));
  if (parts.length) show(root, parts[0], start);
  else goTo(root, start);
}

// Brings a part of the text into view, in whichever view there is.
function show(root, part, start) {
  const now = state.get(root);
  if (part?.closest('details:not([open])')) part.closest('details').open = true;
  if (root.dataset.view !== 'original') centre(part);
  if (start !== undefined) setPage(root, pageAt(now.data, start));
  showBoxes(root);
  showPage(root, now.page);
}

// Twice: what stood unmeasured above takes its true height when it comes near.
function centre(part, block = 'center') {
  part?.scrollIntoView({ block });
  requestAnimationFrame(() => part?.isConnected && part.scrollIntoView({ block }));
}

function goTo(root, offset, block = 'center') {
  let target = null;
  for (const element of root.querySelectorAll('article [data-start]')) {
    if (Number(element.dataset.start) > offset && !element.closest('.asides')) break;
    if (!element.closest('.asides') || Number(element.dataset.start) <= offset) target = element;
  }
  if (!target) return;
  root.querySelectorAll('.target').forEach((element) => element.classList.remove('target'));
  target.classList.add('target');
  const now = state.get(root);
  if (root.dataset.view !== 'original') {
    centre(target, block);
    const range = block === 'center' ? rangeOf(now, offset, offset + 1) : null;
    if (range && target.clientHeight > 300) requestAnimationFrame(() => scrollToRange(root, range));
  }
  setPage(root, pageAt(now.data, offset));
  showPage(root, now.page);
}

// After the layout has changed: what was read stands at the top again.
function backTo(root, place) {
  centre([...root.querySelectorAll('article [data-start]')].find((one) => Number(one.dataset.start) === place), 'start');
}

function goToPage(root, number) {
  const page = state.get(root).data.pages.find((one) => one.number === number);
  if (page) centre(root.querySelector(`[data-page="${number}"]:is(p, span)`), 'start');
}

function pageAt(data, offset) {
  const aside = data.asides.find((one) => one.start <= offset && offset < one.end);
  if (aside) return aside.page;
  return (data.pages.findLast((page) => page.start <= offset) || data.pages[0])?.number;
}

function setPage(root, number, { follow = true } = {}) {
  const now = state.get(root);
  const shown = root.querySelector('.page-now');
  const all = now.data.pages.length;
  if (all > 1) shown.textContent = now.labels.pageof.replace('{n}', number).replace('{all}', all);
  if (now.page === number) return;
  now.page = number;
  if (follow && root.dataset.view === 'beside') showPage(root, number);
}

// The outline, the number of the page and the pictures follow what is read. Only chunks near the screen are measured.
function followScroll(root, life) {
  let waiting = false;
  const follow = () => {
    waiting = false;
    if (!root.isConnected) { life.abort(); return; }
    if (root.dataset.view === 'original') return;
    const now = state.get(root);
    now.place = placeRead(root, now);
    setPage(root, pageAt(now.data, now.place));
    markOutline(root, now.place);
  };
  const soon = () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } };
  document.addEventListener('scroll', (event) => { if (event.target === scroller()) soon(); }, { capture: true, passive: true, signal: life.signal });
  soon();
}

function placeRead(root, now) {
  const line = Math.max(0, root.querySelector('.toolbar').getBoundingClientRect().bottom) + 36;
  let low = 0;
  let high = now.chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (now.chunks[middle].getBoundingClientRect().top <= line) low = middle + 1; else high = middle;
  }
  const chunk = now.chunks[Math.max(0, low - 1)];
  let place = 0;
  for (const element of chunk?.querySelectorAll('[data-start]') || []) {
    if (element.closest('.asides')) continue;
    if (element.getBoundingClientRect().top > line) break;
    place = Number(element.dataset.start);
  }
  return place || Number(chunk?.querySelector('[data-start]')?.dataset.start || 0);
}

function markOutline(root, place) {
  const steps = [...root.querySelectorAll('.outline button[data-to]')];
  const current = steps.findLast((step) => Number(step.dataset.to) <= place);
  for (const step of steps) {
    if (step === current) step.setAttribute('aria-current', 'location');
    else step.removeAttribute('aria-current');
  }
  const box = root.querySelector('.outline');
  if (!current || !box || box.scrollHeight <= box.clientHeight) return;
  const at = current.getBoundingClientRect();
  const around = box.getBoundingClientRect();
  if (at.top < around.top + 40 || at.bottom > around.bottom - 20) box.scrollTop += at.top - around.top - around.height / 3;
}
