// A document to read: facts with their evidence, outline, text with marks, related documents.
// data: {id, at, text, blocks, notes, pages, facts, outline, related, original, labels}; offsets are UTF-16 units of data.text.
// All text enters the page as textContent.
const WIDE = 900;
const LISTED = /^([-–+•]|Nơi nhận)/;
const state = new WeakMap();

const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const link = (href, text, { tab = false, className = '', label } = {}) => {
  const element = make('a', className, text);
  element.href = href;
  if (tab) { element.target = '_blank'; element.rel = 'noopener'; } else element.dataset.nav = '';
  if (label) element.setAttribute('aria-label', label);
  return element;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  const known = state.get(root);
  const drawn = JSON.stringify([data.id, data.notes, data.facts, data.related]);
  if (!known || known.drawn !== drawn) draw(root, data, drawn);
  const now = state.get(root);
  if (now.at !== data.at) {
    now.at = data.at;
    if (data.at !== null) goTo(root, data.at);
  }
}

function draw(root, data, drawn) {
  const side = make('div', 'side');
  side.append(factsPanel(root, data), relatedPanel(data));
  const outline = outlinePanel(root, data);
  const paper = make('div', 'paper');
  if (data.hits !== null) paper.append(toolbar(root, data));
  paper.append(article(data));
  root.className = outline ? 'root reader with-outline' : 'root reader';
  root.replaceChildren(...[outline, paper, side].filter(Boolean));
  state.set(root, { drawn, at: undefined, current: -1, hits: data.hits || 0, labels: data.labels });
  showCount(root);
  root.onkeydown = (event) => keys(root, event);
}

// ── text ──

function article(data) {
  const element = make('article');
  element.lang = 'vi';
  element.tabIndex = 0;
  element.setAttribute('aria-label', data.labels.document);
  let next = 0;
  for (const page of data.pages) {
    const section = make('section', 'page');
    if (data.pages.length > 1 || page.source === 'ocr') section.append(pageHead(page, data));
    for (; next < data.blocks.length && data.blocks[next].start < page.end; next++) append(section, data.blocks[next], data);
    element.append(section);
  }
  return element;
}

function pageHead(page, data) {
  const head = make('p', 'page-head', data.labels.page.replace('{n}', page.number));
  if (page.source === 'ocr') head.append(make('span', 'badge', data.labels.ocr));
  if (page.original) head.append(link(page.original, data.labels.original, { tab: true }));
  return head;
}

// Lines of two cells, one after another, are two columns (the head, the signature): on a narrow screen one follows the other.
function append(section, piece, data) {
  const last = section.lastElementChild;
  if (piece.cells?.length !== 2) section.append(block(piece, data));
  else if (last?.className === 'columns') cells(piece, data, last);
  else section.append(cells(piece, data, make('div', 'columns')));
}

function cells(piece, data, row) {
  for (const [start, end] of piece.cells) {
    const cell = make('span', 'cell');
    cell.dataset.start = start;
    if (LISTED.test(data.text.slice(start, end))) cell.classList.add('listed');
    fill(cell, start, end, data);
    row.append(cell);
  }
  return row;
}

function block(piece, data) {
  if (piece.cells) return cells(piece, data, make('div', 'row'));
  const element = make(piece.level ? 'h' + Math.min(piece.level + 1, 6) : 'p');
  if (piece.centre) element.className = 'centre';
  if (piece.level) element.dataset.heading = piece.start;
  element.dataset.start = piece.start;
  fill(element, piece.start, piece.end, data);
  return element;
}

// Cuts [start, end) at every border of a note that touches it; each cut carries all notes that cover it.
function fill(element, start, end, data) {
  const touching = data.notes.filter((note) => note.start < end && note.end > start);
  const borders = new Set([start, end]);
  for (const note of touching) { borders.add(Math.max(note.start, start)); borders.add(Math.min(note.end, end)); }
  const cuts = [...borders].sort((a, b) => a - b);
  for (let i = 0; i + 1 < cuts.length; i++) {
    const text = data.text.slice(cuts[i], cuts[i + 1]);
    const over = touching.filter((note) => note.start <= cuts[i] && note.end >= cuts[i + 1]);
    if (!over.length) { element.append(text); continue; }
    const hit = over.find((note) => note.kind === 'hit');
    const cited = over.find((note) => note.kind === 'cite');
    let part = make(hit ? 'mark' : 'span', '', text);
    if (hit) part.dataset.hit = hit.ref;
    const facts = over.filter((note) => note.kind === 'fact').map((note) => note.ref);
    if (facts.length) part.dataset.facts = facts.join(' ');
    if (cited && cited.href) {
      const anchor = link(cited.href, '', { className: 'cited' });
      anchor.append(part);
      part = anchor;
    }
    element.append(part);
  }
}

// ── panels ──

function panel(title, className, open) {
  const details = make('details', 'panel ' + className);
  details.open = open;
  const summary = make('summary');
  summary.append(make('h2', '', title));
  details.append(summary);
  return details;
}

function outlinePanel(root, data) {
  if (data.outline.length < 2) return null;
  const details = panel(data.labels.outline, 'outline', root.clientWidth >= WIDE);
  const nav = make('nav');
  nav.setAttribute('aria-label', data.labels.outline);
  const list = make('ul');
  for (const entry of data.outline) {
    const item = make('li', 'level-' + Math.min(entry.level, 4));
    const button = make('button', '', entry.title);
    button.type = 'button';
    button.onclick = () => goTo(root, entry.start, 'start');
    item.append(button);
    list.append(item);
  }
  nav.append(list);
  details.append(nav);
  return details;
}

function factsPanel(root, data) {
  const details = panel(data.labels.facts, 'facts', root.clientWidth >= WIDE);
  details.append(factList(root, data.facts.filter((fact) => fact.main), data));
  const others = data.facts.filter((fact) => !fact.main);
  if (others.length) {
    const more = make('details', 'more');
    more.append(make('summary', '', data.labels.otherfacts), factList(root, others, data));
    details.append(more);
  }
  return details;
}

function factList(root, facts, data) {
  const list = make('dl');
  for (const fact of facts) {
    list.append(make('dt', '', fact.label));
    list.append(...fact.items.map((item) => (fact.items.length > 3 ? shortItem(root, item) : factItem(root, item, data))));
  }
  return list;
}

// One of many values (recipients): the value itself leads to its place.
function shortItem(root, item) {
  const box = make('dd');
  if (item.start === null) box.textContent = item.value;
  else {
    const button = make('button', 'evidence', item.value);
    button.type = 'button';
    button.onclick = () => showFact(root, item.ref, item.start);
    box.append(button);
  }
  return box;
}

function factItem(root, item, data) {
  const box = make('dd');
  box.append(make('span', item.value ? 'value' : 'value unknown', item.value || data.labels.unknown));
  if (item.doubt) box.append(' ', make('span', 'badge', data.labels.doubt));
  box.append(evidence(root, item, data));
  if (item.doubt) box.append(make('div', 'doubt', item.doubt));
  return box;
}

// How a fact was read: its printed form where that says more than the value, and a button that leads to the place.
function evidence(root, item, data) {
  const how = make('div', 'how');
  const where = [item.status, item.page].filter(Boolean).join(', ');
  const printed = item.raw ? `“${item.raw}” ` : '';
  if (item.start === null) {
    how.textContent = printed + where;
    return how;
  }
  const button = make('button', 'evidence', where);
  button.type = 'button';
  button.title = data.labels.evidence;
  button.onclick = () => showFact(root, item.ref, item.start);
  how.append(printed, button);
  return how;
}

function relatedPanel(data) {
  const details = panel(data.labels.related, 'related', true);
  for (const group of data.related) {
    details.append(make('h3', '', group.title));
    const list = make('ul');
    for (const row of group.rows) {
      const item = make('li');
      const head = make('div');
      for (const relation of row.relations) head.append(make('span', 'relation', relation), ' ');
      head.append(row.open ? link(row.open, row.title) : make('span', '', row.title));
      item.append(head);
      const foot = make('div', 'how ways');
      if (row.beside) foot.append(link(row.beside, group.beside, { label: `${group.beside}: ${row.title}` }));
      if (row.starts.length) foot.append(places(details, row.starts, group));
      item.append(make('div', 'how', row.about), foot);
      list.append(item);
    }
    details.append(list);
  }
  if (!data.related.length) details.append(make('p', 'quiet', data.labels.norelated));
  return details;
}

// One button for all places of a citation; each press goes to the next.
function places(details, starts, group) {
  const all = starts.length;
  const button = make('button', 'evidence', all > 1 ? `${group.where} (${all})` : group.where);
  button.type = 'button';
  let next = 0;
  button.onclick = () => {
    goTo(details.getRootNode().querySelector('.root'), starts[next]);
    if (all > 1) button.textContent = `${group.where} (${next + 1}/${all})`;
    next = (next + 1) % all;
  };
  return button;
}

// ── moving ──

function toolbar(root, data) {
  const bar = make('div', 'toolbar');
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', data.labels.tools);
  const count = make('span', 'count');
  count.setAttribute('role', 'status');
  bar.append(count);
  if (data.hits) {
    for (const [step, label, key] of [[-1, data.labels.previous, 'p'], [1, data.labels.next, 'n']]) {
      const button = make('button', 'plain-button', label);
      button.type = 'button';
      button.append(make('kbd', '', key));
      button.setAttribute('aria-keyshortcuts', key);
      button.onclick = () => step_(root, step);
      bar.append(button);
    }
  }
  return bar;
}

// Single keys act only while focus is inside the document (WCAG 2.1.4).
function keys(root, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'n') step_(root, 1);
  else if (event.key === 'p') step_(root, -1);
  else return;
  event.preventDefault();
}

function step_(root, by) {
  const now = state.get(root);
  if (!now.hits) return;
  root.querySelectorAll('mark.now').forEach((mark) => mark.classList.remove('now'));
  now.current = now.current < 0 && by < 0 ? now.hits - 1 : (now.current + by + now.hits) % now.hits;
  const marks = root.querySelectorAll(`mark[data-hit="${now.current}"]`);
  marks.forEach((mark) => mark.classList.add('now'));
  marks[0]?.scrollIntoView({ block: 'center' });
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
  root.querySelectorAll('.shown').forEach((part) => part.classList.remove('shown'));
  const parts = root.querySelectorAll(`[data-facts~="${ref}"]`);
  parts.forEach((part) => part.classList.add('shown'));
  if (parts.length) parts[0].scrollIntoView({ block: 'center' });
  else goTo(root, start);
}

function goTo(root, offset, block = 'center') {
  let target = null;
  for (const element of root.querySelectorAll('article [data-start]')) {
    if (Number(element.dataset.start) > offset) break;
    target = element;
  }
  if (!target) return;
  root.querySelectorAll('.target').forEach((element) => element.classList.remove('target'));
  target.classList.add('target');
  target.scrollIntoView({ block });
}
