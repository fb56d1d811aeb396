// The text as elements. Every text node that shows document text knows its place (`places`), so a selection has one too.
const LISTED = /^([-–+•]|Nơi nhận)/;
const BLOCKS = 40; // of one chunk: what is not near the screen is not laid out
const places = new WeakMap();

function article(data, now) {
  const element = make('article');
  element.lang = 'vi';
  element.tabIndex = 0;
  element.setAttribute('aria-label', data.labels.document);
  const notes = { all: [...data.notes].sort((a, b) => a.start - b.start), next: 0, open: [] };
  const refs = data.asides.filter((aside) => aside.ref).map((aside) => ({ start: aside.ref[0], end: aside.ref[1], kind: 'ref', aside }));
  notes.all = [...notes.all, ...refs].sort((a, b) => a.start - b.start);
  now.turns = data.pages.slice(1).map((page) => ({ at: page.start, page }));
  now.texts = [];
  let next = 0;
  for (const page of data.pages) {
    let chunk = null;
    let size = 0;
    const blocks = [];
    while (next < data.blocks.length && data.blocks[next].start < page.end) blocks.push(data.blocks[next++]);
    for (let i = 0; i < Math.max(1, blocks.length); i += BLOCKS) {
      chunk = make('section', 'chunk');
      if (i === 0 && showsPages(data) && !runsOn(data, page)) chunk.append(pageHead(page, data));
      const part = blocks.slice(i, i + BLOCKS);
      for (const piece of part) append(chunk, piece, data, notes, now);
      size = part.reduce((sum, piece) => sum + 12 + 27 * Math.ceil((piece.end - piece.start) / 85), 40);
      chunk.style.containIntrinsicSize = `auto ${size}px`;
      element.append(chunk);
    }
    const asides = data.asides.filter((aside) => aside.page === page.number);
    if (asides.length) chunk.append(...asideLists(asides, data, now));
  }
  now.texts.sort((a, b) => a.start - b.start);
  return element;
}

const showsPages = (data) => data.pages.length > 1 || data.pages[0]?.source === 'ocr';
// Whether a page begins inside a paragraph of the page before: its number then stands there, in the paragraph.
const runsOn = (data, page) => data.blocks.some((piece) => piece.start < page.start && piece.end > page.start);

function pageHead(page, data) {
  const head = make('p', 'page-head', data.labels.page.replace('{n}', page.number));
  head.dataset.page = page.number;
  if (page.source === 'ocr') head.append(make('span', 'badge', data.labels.ocr));
  if (page.poor) head.append(make('span', 'badge', page.poor));
  if (page.original) head.append(link(page.original, data.labels.original, { tab: true }));
  return head;
}

function pageTurn(page, data) {
  const turn = make('span', 'page-turn', data.labels.page.replace('{n}', page.number));
  turn.dataset.page = page.number;
  const said = [page.source === 'ocr' && data.labels.ocr, page.poor].filter(Boolean).join('; ');
  if (said) { turn.append(' ⚠'); turn.title = said; }
  return turn;
}

// Lines of two cells, one after another, are two columns (the head, the signature): on a narrow screen one follows the other.
function append(section, piece, data, notes, now) {
  const last = section.lastElementChild;
  if (piece.cells?.length !== 2) section.append(block(piece, data, notes, now));
  else if (last?.className === 'columns') cells(piece, data, last, notes, now);
  else section.append(cells(piece, data, make('div', 'columns'), notes, now));
}

function cells(piece, data, row, notes, now) {
  for (const [start, end] of piece.cells) {
    const cell = make('span', 'cell');
    cell.dataset.start = start;
    cell.dataset.end = end;
    if (LISTED.test(data.text.slice(start, end))) cell.classList.add('listed');
    fill(cell, start, end, data, notes, now);
    row.append(cell);
  }
  return row;
}

function block(piece, data, notes, now) {
  if (piece.cells) return cells(piece, data, make('div', 'row'), notes, now);
  const element = make(piece.level ? 'h' + Math.min(piece.level + 1, 6) : 'p');
  if (piece.centre) element.className = 'centre';
  if (piece.level) element.dataset.heading = piece.start;
  element.dataset.start = piece.start;
  element.dataset.end = piece.end;
  fill(element, piece.start, piece.end, data, notes, now);
  return element;
}

function put(element, start, end, data, now) {
  const node = document.createTextNode(data.text.slice(start, end));
  places.set(node, start);
  now.texts.push({ start, end, node });
  element.append(node);
}

// Notes come in the order of the text, as pieces do; those that touch [start, end) are kept open.
function touching(notes, start, end) {
  notes.open = notes.open.filter((note) => note.end > start || (note.start === note.end && note.start >= start));
  while (notes.next < notes.all.length && notes.all[notes.next].start < end) {
    const note = notes.all[notes.next++];
    if (note.end >= start) notes.open.push(note);
  }
  return notes.open.filter((note) => note.start < end && note.end > start);
}

// Cuts [start, end) at every border of a note that touches it; each cut carries all notes that cover it.
function fill(element, start, end, data, notes, now) {
  const near = notes ? touching(notes, start, end) : [];
  const turns = notes ? now.turns.filter((turn) => turn.at > start && turn.at < end) : [];
  const borders = new Set([start, end, ...turns.map((turn) => turn.at)]);
  for (const note of near) { borders.add(Math.max(note.start, start)); borders.add(Math.min(note.end, end)); }
  const cuts = [...borders].sort((a, b) => a - b);
  for (let i = 0; i + 1 < cuts.length; i++) {
    const turn = turns.find((one) => one.at === cuts[i]);
    if (turn) element.append(pageTurn(turn.page, data));
    const over = near.filter((note) => note.start <= cuts[i] && note.end >= cuts[i + 1]);
    element.append(piece_(over, cuts[i], cuts[i + 1], data, now));
  }
}

function piece_(over, start, end, data, now) {
  const hit = over.find((note) => note.kind === 'hit');
  const facts = over.filter((note) => note.kind === 'fact').map((note) => note.ref);
  const quoted = over.some((note) => note.kind === 'quote');
  const cited = over.find((note) => note.kind === 'cite');
  const ref = over.find((note) => note.kind === 'ref');
  if (!over.length) {
    const holder = document.createDocumentFragment();
    put(holder, start, end, data, now);
    return holder;
  }
  let part = make(hit ? 'mark' : 'span');
  if (hit) part.dataset.hit = hit.ref;
  if (facts.length) part.dataset.facts = facts.join(' ');
  if (quoted) part.classList.add('quoted');
  put(part, start, end, data, now);
  if (cited) part = citeMark(part, data.cites[cited.ref], cited.ref);
  if (ref) part = noteRef(part, ref.aside, data);
  return part;
}

// ── what was lifted out of the flow ──

function asideLists(asides, data, now) {
  const notes = asides.filter((aside) => aside.kind === 'footnote');
  const others = asides.filter((aside) => aside.kind !== 'footnote');
  const lists = [];
  if (notes.length) {
    const list = make('ul', 'asides');
    list.setAttribute('aria-label', data.labels.notes);
    for (const aside of notes) list.append(noteItem(aside, data, now));
    lists.push(list);
  }
  if (others.length) {
    const box = make('details', 'asides others');
    box.append(make('summary', '', `${data.labels.asides} (${others.length})`));
    for (const aside of others) {
      const line = make('p', '');
      line.append(make('span', 'aside-kind', data.labels[aside.kind] + ': '));
      const words = make('span');
      words.dataset.start = aside.start;
      words.dataset.end = aside.end;
      fill(words, aside.start, aside.end, data, null, now);
      line.append(words);
      box.append(line);
    }
    lists.push(box);
  }
  return lists;
}

function noteItem(aside, data, now) {
  const item = make('li', 'note');
  item.dataset.note = aside.start;
  item.tabIndex = -1;
  const mark = aside.ref
    ? button(aside.mark, () => backToRef(item, aside), { className: 'note-back', label: data.labels.noteback.replace('{mark}', aside.mark) })
    : make('span', 'note-back', aside.mark);
  const words = make('span');
  words.dataset.start = aside.start;
  words.dataset.end = aside.end;
  fill(words, aside.start, aside.end, data, null, now);
  item.append(mark, ' ', words);
  return item;
}

function backToRef(item, aside) {
  const ref = item.getRootNode().querySelector(`.note-ref[data-note="${aside.start}"]`);
  ref?.scrollIntoView({ block: 'center' });
  ref?.focus({ preventScroll: true });
}
