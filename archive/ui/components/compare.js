// Two documents side by side in one grid: a row is one pair of paragraphs, a filler stands where a side has none.
// data: {id, mode, sides, swap, modes, layouts, choices, shown, row, inline, rows, labels};
// rows: [{kind, name, sides: [{label, kind, level, page, number, place, read} or null, …], runs, other, figures}];
// runs: [[0, words] | [0, left, right] | [1 replaced | 2 added | 3 removed, left, right], …].
// Document text enters as textContent only.
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const isStub = (row) => row.other !== undefined && row.sides[1] === null;
const isDifference = (row) => row.kind !== 'same' && row.kind !== 'head' && !isStub(row);
const isShown = (row, shown) => {
  const paired = row.kind !== 'added' && row.kind !== 'removed';
  if (shown === '') return true;
  if (shown === 'khac') return row.kind !== 'same' && row.kind !== 'head';
  return shown === 'chung' ? paired && row.kind !== 'head' && !isStub(row) : row.kind === shown;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  const drawn = JSON.stringify([data.id, data.mode, data.inline, data.rows.length, data.sides]);
  const fresh = root.dataset.drawn !== drawn;
  if (fresh) {
    root.dataset.drawn = drawn;
    root.className = 'root compare' + (data.inline ? ' inline' : '');
    root.replaceChildren(make('h1', 'hidden-text', data.labels.title), make('div', 'tools'), body(data));
    root.onkeydown = (event) => keys(event, root);
  }
  const view = root.view = fresh || !root.view ? { at: -1 } : root.view;
  view.data = data;
  tools(root, data);
  filter(root, data);
  if (data.row && view.asked !== data.row) { view.asked = data.row; requestAnimationFrame(() => step(root, data.row, true)); }
  else if (fresh && !data.row) requestAnimationFrame(() => begin(root, data));
}

// ── above the grid ──

function tools(root, data) {
  const { labels } = data;
  const bar = root.querySelector('.tools');
  const chips = (items, name) => {
    const nav = make('nav', 'choices');
    nav.setAttribute('aria-label', name);
    nav.append(...items.map((item) => {
      const chip = link(item.href, item.name ?? item.text, { current: item.current });
      if (item.count !== undefined) chip.append(' ', make('span', 'count', item.count));
      return chip;
    }));
    return nav;
  };
  const top = make('div', 'tool-line');
  const modes = chips(data.modes, labels.modes);
  modes.classList.add('modes');
  top.append(modes);
  if (data.layouts.length) top.append(chips(data.layouts, labels.layouts));
  top.append(link(data.swap.href, '⇄ ' + data.swap.text, { className: 'swap' }));
  bar.replaceChildren(top, chips(data.choices, labels.filter));
}

// ── the grid ──

function body(data) {
  const element = make('div', 'body');
  const grid = make('div', 'grid');
  const heads = make('div', 'heads');
  data.sides.forEach((side, at) => heads.append(head(side, at ? data.labels.right : data.labels.left, data.labels)));
  const top = make('div', 'top');
  top.append(heads, stepper(data));
  let notes = false;
  grid.append(top);
  data.rows.forEach((row, index) => {
    const isNote = (row.sides[0] ?? row.sides[1]).kind === 'footnote';
    if (isNote && !notes) grid.append(make('h2', 'notes-head', data.labels.footnotes));
    notes = isNote;
    grid.append(pair(row, index + 1, data));
  });
  grid.append(make('p', 'none quiet', data.labels.none));
  element.append(list(data), grid);
  return element;
}

function head(side, name, labels) {
  const element = make('header', 'cell');
  const title = make('h2');
  title.append(make('span', 'hidden-text', name + ': '), link(side.read, side.title));
  const actions = make('p', 'actions');
  actions.append(link(side.read, labels.read), link(side.change, labels.change));
  element.append(title, make('p', 'about', side.about), actions);
  return element;
}

function stepper(data) {
  const element = make('div', 'stepper');
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', data.labels.steps);
  const counter = make('span', 'counter');
  counter.setAttribute('role', 'status');
  const go = (by) => (event) => move(event.currentTarget.closest('.root'), by);
  element.append(button('‹', go(-1), { label: data.labels.previous }), counter, button('›', go(1), { label: data.labels.next }));
  return element;
}

function pair(row, number, data) {
  const { labels } = data;
  const element = make('section', `pair ${row.kind}` + (isStub(row) ? ' stub' : ''));
  element.dataset.row = number;
  element.tabIndex = -1;
  element.setAttribute('aria-label', `${fill(labels.row, { n: number })}: ${row.name}`);
  element.append(about(row, number, data));
  if (data.inline && row.kind !== 'head' && row.sides[0] && row.sides[1]) {
    const cell = make('div', 'cell whole');
    cell.append(paragraph(row, 1, 'both', labels));
    element.append(cell);
  } else {
    row.sides.forEach((side, at) => {
      const cell = make('div', side === null ? 'cell filler' : 'cell');
      cell.lang = 'vi';
      if (side === null) cell.append(isStub(row) ? target(row, data, labels) : make('p', 'quiet', labels.missing));
      else {
        cell.append(make('span', 'side-name', data.sides[at].number));
        if (isStub(row)) cell.append(quoted(data.rows[row.other - 1], labels));
        else cell.append(paragraph(row, at, row.kind === 'head' ? 'plain' : at, labels));
      }
      element.append(cell);
    });
  }
  if (row.figures) element.append(figures(row.figures, labels));
  return element;
}

// Class, place and pages of a row; of a row that is the same only for those who hear it.
function about(row, number, data) {
  const { labels } = data;
  const element = make('p', 'kind');
  element.append(make('span', 'kind-name', row.name));
  const place = (row.sides[1] ?? row.sides[0]).place;
  if (place) element.append(make('span', 'place', place));
  if (row.other !== undefined && !isStub(row)) {
    element.append(jump(labels.movedfrom, row.other));
  }
  if (row.sides.some((side) => side?.page)) {
    const pages = row.sides.map((side) => side?.page ?? '–').join(' | ');
    const address = new URL(data.modes.find((mode) => mode.href.includes('mode=originals')).href, location.href);
    address.searchParams.set('row', number);
    row.sides.forEach((side, at) => side && address.searchParams.set(at ? 'tb' : 'ta', side.number));
    const shown = link(address.pathname + address.search, pages);
    shown.className = 'pages';
    shown.setAttribute('aria-label', `${labels.pages}: ${pages}`);
    element.append(shown);
  }
  const own = new URL(location.href);
  own.searchParams.set('row', number);
  const here = make('a', 'own', '#' + number);
  here.href = own.pathname + own.search;
  here.setAttribute('aria-label', `${labels.link} (${number})`);
  here.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(here.closest('.root'), number);
  };
  element.append(here);
  return element;
}

function jump(text, number) {
  const element = make('a', 'jump', text);
  element.href = '#' + number;
  element.onclick = (event) => { event.preventDefault(); step(element.closest('.root'), number); };
  return element;
}

function target(row, data, labels) {
  const down = data.rows.indexOf(row) < row.other - 1;
  const element = make('p');
  element.append(jump((down ? '↓ ' : '↑ ') + (down ? labels.movedto : labels.movedup), row.other));
  return element;
}

function quoted(row, labels) {
  return paragraph({ ...row, sides: [row.sides[0], row.sides[0]] }, 0, 'plain', labels);
}

const tagOf = (side) => side.kind === 'heading' ? 'h3' : 'p';

// side: which label and form; shown: 0, 1, 'both' (removed and added words in one line) or 'plain' (no marks).
function paragraph(row, side, shown, labels) {
  const at = row.sides[side];
  const element = make(tagOf(at), 'text' + (at.level ? ' level-' + at.level : ''));
  const paired = row.sides[0] && row.sides[1];
  const names = row.sides.map((one) => one?.label ?? '');
  const differ = paired && names[0].toLowerCase() !== names[1].toLowerCase();
  if (shown === 'both' && differ) element.append(mark('del', names[0], labels), ' ', mark('ins', names[1], labels));
  else if (differ && shown !== 'plain') element.append(mark(shown ? 'ins' : 'del', names[side], labels));
  else element.append(at.label);
  if (at.label) element.append(' ');
  let first = true;
  for (const [kind, left, right = left] of row.runs) {
    const trim = (words) => first ? words.trimStart() : words;
    if (shown === 'both') {
      if (kind === 0) element.append(trim(right));
      else {
        if (left) element.append(mark('del', trim(left), labels));
        if (right) element.append(mark('ins', left ? right : trim(right), labels));
      }
    } else {
      const words = trim(side === 1 ? right : left);
      if (!words) continue;
      element.append(kind === 0 || !paired || shown === 'plain' ? words : mark(shown ? 'ins' : 'del', words, labels));
    }
    first = false;
  }
  return element;
}

function mark(name, words, labels) {
  const element = make(name);
  const said = words.trimEnd();
  element.append(make('span', 'hidden-text', name === 'ins' ? labels.added : labels.removed), said);
  const fragment = document.createDocumentFragment();
  fragment.append(element, words.slice(said.length));
  return fragment;
}

function figures(items, labels) {
  const element = make('ul', 'figures');
  element.setAttribute('aria-label', labels.figures);
  for (const item of items) {
    const row = make('li', item.direction);
    if (item.about) row.append(make('span', 'quiet', item.about + ' '));
    row.append(make('s', '', item.old), ' → ', make('b', '', item.new), item.unit ? ' ' + item.unit : '');
    if (item.difference) {
      const arrow = make('span', 'arrow', item.direction === 'up' ? '▲' : '▼');
      arrow.setAttribute('role', 'img');
      arrow.setAttribute('aria-label', labels[item.direction]);
      row.append(' ', arrow, ' ' + item.difference);
    }
    element.append(row);
  }
  return element;
}

// ── the list of differences, drawn when it is opened ──

function list(data) {
  const element = make('details', 'list');
  element.append(make('summary'));
  element.ontoggle = () => {
    if (!element.open || element.querySelector('ol')) return;
    const items = make('ol');
    data.rows.forEach((row, index) => {
      if (!isDifference(row)) return;
      const item = make('li', row.kind);
      item.dataset.row = index + 1;
      const side = row.sides[0] ?? row.sides[1];
      const words = row.runs.map(([, left, right = left]) => row.sides[0] ? left : right).join('').slice(0, 110);
      const go = button('', () => step(element.closest('.root'), index + 1));
      go.append(make('span', 'kind-name', row.name), ' ', make('span', '', `${side.label} ${words}`.trim().replace(/(?<=.{90})\s\S*$/, ' …')));
      item.append(go);
      items.append(item);
    });
    element.append(items);
    filter(element.closest('.root'), data);
  };
  return element;
}

// ── moving ──

function filter(root, data) {
  let any = false;
  root.querySelectorAll('.pair').forEach((pair) => {
    const row = data.rows[pair.dataset.row - 1];
    pair.hidden = !isShown(row, data.shown);
    any ||= !pair.hidden;
  });
  fold(root, data);
  root.querySelectorAll('.list li').forEach((item) => { item.hidden = !isShown(data.rows[item.dataset.row - 1], data.shown); });
  root.querySelector('.none').hidden = any;
  root.querySelectorAll('.notes-head').forEach((title) => {
    let next = title.nextElementSibling;
    while (next?.hidden) next = next.nextElementSibling;
    title.hidden = !next?.classList.contains('pair');
  });
  root.view.stops = data.rows.flatMap((row, index) =>
    isDifference(row) && isShown(row, data.shown) ? [index + 1] : []);
  root.querySelector('.list summary').textContent = `${data.labels.list} (${root.view.stops.length})`;
  count(root);
}

// Where all is shown, what one side alone has at length is folded: a part against a whole would drown in it.
const LONG = 12;
const KEPT = 2;

function fold(root, data) {
  root.querySelectorAll('.fold').forEach((one) => one.remove());
  if (data.shown !== '') return;
  const pairs = [...root.querySelectorAll('.pair')];
  for (let first = 0; first < pairs.length;) {
    const start = first;
    const { kind } = data.rows[start];
    let last = start;
    while (last + 1 < pairs.length && data.rows[last + 1].kind === kind) last += 1;
    const inner = pairs.slice(start + KEPT, Math.max(start + KEPT, last + 1 - KEPT));
    const now = inner.some((pair) => Number(pair.dataset.row) === root.view.row);
    if ((kind === 'added' || kind === 'removed') && inner.length > LONG && !root.view.open?.has(start) && !now) {
      inner.forEach((pair) => { pair.hidden = true; });
      const words = fill(data.labels.fold, { n: inner.length, kind: data.rows[start].name });
      const more = button(words, () => {
        (root.view.open ??= new Set()).add(start);
        filter(root, data);
        inner[0].focus({ preventScroll: true });
      });
      more.classList.add('fold');
      inner[0].before(more);
    }
    first = last + 1;
  }
}

function count(root) {
  const { stops, row, data } = root.view;
  const at = stops.indexOf(row);
  const words = !stops.length ? data.labels.nodifference : at < 0 ? data.labels.differences : data.labels.difference;
  const counter = root.querySelector('.counter');
  const said = fill(words, { i: at + 1, n: stops.length });
  if (counter.textContent !== said) counter.textContent = said;
  root.querySelectorAll('.stepper button').forEach((one) => { one.disabled = !stops.length; });
}

// A text that only one side has at the beginning is no beginning: open at the first row of both.
function begin(root, data) {
  const first = data.rows.findIndex((row) => row.sides[0] && row.sides[1] && row.kind !== 'head' && isShown(row, data.shown));
  const pair = root.querySelector(`.pair[data-row="${first + 1}"]`);
  if (!pair) return;
  root.view.first = first;
  for (const wait of [0, 60, 200]) setTimeout(() => {
    if (!root.view.row && pair.getBoundingClientRect().top > innerHeight * 0.8) pair.scrollIntoView({ block: 'center' });
  }, wait);
}

function move(root, by) {
  const { stops, first = 0 } = root.view;
  const row = root.view.row ?? (by > 0 ? first : 0);
  if (!stops.length) return;
  const at = stops.indexOf(row);
  let next = by > 0 ? stops.findIndex((stop) => stop > row) : stops.findLastIndex((stop) => stop < row);
  if (at >= 0) next = (at + by + stops.length) % stops.length;
  if (next < 0) next = by > 0 ? 0 : stops.length - 1;
  step(root, stops[next]);
}

function step(root, number, opened = false) {
  const pair = root.querySelector(`.pair[data-row="${number}"]`);
  if (!pair) return;
  root.view.row = number;
  if (pair.hidden) filter(root, root.view.data);
  pair.hidden = false;
  root.querySelectorAll('.pair.now').forEach((one) => one.classList.remove('now'));
  pair.classList.add('now');
  pair.focus({ preventScroll: true });
  // Rows out of sight have only a guessed height until they are drawn, so the first jump may miss.
  for (const wait of [0, 60, 200]) setTimeout(() => {
    if (root.view.row === number) pair.scrollIntoView({ block: 'center' });
  }, wait);
  count(root);
  if (opened) return;
  const address = new URL(location.href);
  address.searchParams.set('row', number);
  history.replaceState(history.state, '', address);
}

function keys(event, root) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
  if (event.key === 'n' || event.key === 'p') {
    event.preventDefault();
    move(root, event.key === 'n' ? 1 : -1);
  }
}
