// Two documents side by side in one grid: a row is one aligned pair of sections, a filler stands where a side has none.
// data: {id, sides, swap, choices, shown, rows: [{kind, name, sides: [{label, heading, text} or null, …]}], labels};
// heading and text are runs of words: [[whether the other side lacks them, words], …].
// Document text enters as textContent only.
const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const link = (href, text, tab = false) => {
  const element = make('a', '', text);
  element.href = href;
  if (tab) { element.target = '_blank'; element.rel = 'noopener'; } else element.dataset.nav = '';
  return element;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  const drawn = JSON.stringify([data.id, data.rows.length, data.sides]);
  if (root.dataset.drawn !== drawn) {
    root.dataset.drawn = drawn;
    root.className = 'root compare';
    root.replaceChildren(make('h1', 'hidden-text', data.labels.title), make('nav', 'choices'), grid(data), make('p', 'none quiet', data.labels.none));
  }
  choices(root.querySelector('.choices'), data);
  let any = false;
  root.querySelectorAll('.pair').forEach((row) => {
    const kind = row.dataset.kind;
    row.hidden = !(data.shown === '' || data.shown === kind || (data.shown === 'khac' && kind !== 'same'));
    any ||= !row.hidden;
  });
  root.querySelector('.none').hidden = any;
}

function choices(nav, data) {
  nav.setAttribute('aria-label', data.labels.filter);
  nav.replaceChildren(...data.choices.map((choice) => {
    const item = link(choice.href, choice.name);
    item.append(' ', make('span', 'count', choice.count));
    if (choice.current) item.setAttribute('aria-current', 'true');
    return item;
  }), Object.assign(link(data.swap.href, '⇄ ' + data.swap.text), { className: 'swap' }));
}

function grid(data) {
  const element = make('div', 'grid');
  const heads = make('div', 'heads');
  data.sides.forEach((side, at) => heads.append(head(side, at ? data.labels.right : data.labels.left, data.labels)));
  element.append(heads, ...data.rows.map((row) => pair(row, data.labels)));
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

function pair(row, labels) {
  const element = make('section', 'pair ' + row.kind);
  element.dataset.kind = row.kind;
  element.append(make('p', 'kind', row.name));
  row.sides.forEach((side, at) => {
    const cell = make('div', side === null ? 'cell filler' : 'cell');
    cell.lang = 'vi';
    if (side === null) cell.append(make('p', 'quiet', labels.missing));
    else {
      if (side.heading.length) cell.append(words(make('h3', '', side.label), side.heading, at, labels));
      cell.append(words(make('div', 'text', side.heading.length ? '' : side.label), side.text, at, labels));
    }
    element.append(cell);
  });
  return element;
}

function words(element, runs, at, labels) {
  for (const [changed, said] of runs) {
    if (!changed) { element.append(said); continue; }
    const change = make(at ? 'ins' : 'del', '', said);
    change.prepend(make('span', 'hidden-text', at ? labels.added : labels.removed));
    element.append(change);
  }
  return element;
}
