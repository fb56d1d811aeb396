// The pages of two documents beside each other, each side with its own place; on demand they scroll together.
// data: {id, sides, swap, modes, pages: [[{number, picture, text}], …] of both sides, at: [page, page], together, usual, labels}.
// Document text enters as textContent only.
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  const drawn = JSON.stringify([data.id, data.sides, data.pages.map((side) => side.length)]);
  if (root.dataset.drawn === drawn) return;
  root.dataset.drawn = drawn;
  root.className = 'root originals';
  root.view = { data, together: data.together, base: [0, 0], quiet: [0, 0], want: [null, null] };
  root.replaceChildren(make('h1', 'hidden-text', data.labels.title), tools(root, data), panes(root, data));
  requestAnimationFrame(() => {
    data.at.forEach((page, side) => {
      setPlace(root, side, Math.min(page, data.pages[side].length) - 1);
      note(root, side);
    });
    anchor(root);
  });
}

function tools(root, data) {
  const { labels } = data;
  const bar = make('div', 'tool-line');
  const nav = make('nav', 'choices modes');
  nav.setAttribute('aria-label', labels.modes);
  nav.append(...data.modes.map((mode) => link(mode.href, mode.text, { current: mode.current })));
  const toggle = make('label', 'toggle');
  const box = Object.assign(make('input'), { type: 'checkbox', checked: data.together });
  box.onchange = () => {
    root.view.together = box.checked;
    anchor(root);
    remember(root);
  };
  toggle.append(box, ' ' + labels.together);
  bar.append(nav, toggle, link(data.swap.href, '⇄ ' + data.swap.text, { className: 'swap' }));
  return bar;
}

function panes(root, data) {
  const element = make('div', 'panes');
  data.sides.forEach((side, at) => {
    const name = at ? data.labels.right : data.labels.left;
    const pane = make('section', 'pane');
    pane.setAttribute('aria-label', `${name}: ${side.title}`);
    const title = make('h2');
    title.append(make('span', 'hidden-text', name + ': '), link(side.read, side.title));
    const actions = make('p', 'actions');
    actions.append(link(side.read, data.labels.read), link(side.change, data.labels.change));
    const words = data.pages[at].every((page) => !page.picture);
    const turn = pager(root, at, data, name);
    turn.hidden = words && data.pages[at].length < 2;
    pane.append(title, make('p', 'about', side.about), actions);
    if (words) pane.append(make('p', 'nopages quiet', data.labels.nopages));
    pane.append(turn, sheets(root, at, data, name));
    element.append(pane);
  });
  return element;
}

function pager(root, side, data, name) {
  const { labels } = data;
  const count = data.pages[side].length;
  const element = make('div', 'pager');
  const turn = (text, label, by) =>
    button(text, () => show(root, side, pageAt(root, side) + by), { label: fill(label, { side: name }) });
  const box = Object.assign(make('input', 'page'), { type: 'number', min: 1, max: count, value: data.at[side] });
  box.setAttribute('aria-label', fill(labels.pagenumber, { side: name }));
  box.onchange = () => show(root, side, Number(box.value) || 1);
  element.append(turn('‹', labels.previouspage, -1), box, make('span', '', fill(labels.of, { n: count })), turn('›', labels.nextpage, 1));
  return element;
}

function sheets(root, side, data, name) {
  const { labels } = data;
  const element = make('div', 'sheets');
  element.tabIndex = 0;
  element.lang = 'vi';
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', name);
  for (const page of data.pages[side]) {
    const sheet = make('figure', page.picture ? 'sheet' : 'sheet words');
    const caption = fill(labels.page, { n: page.number });
    if (page.picture) {
      const picture = Object.assign(make('img'), { loading: 'lazy', decoding: 'async', alt: caption });
      picture.onload = () => {
        picture.style.aspectRatio = 'auto';
        if (root.view.want[side] !== null) setPlace(root, side, root.view.want[side]);
      };
      picture.onerror = () => picture.replaceWith(make('p', 'quiet', labels.nopicture));
      picture.src = page.picture + '?rong=' + (innerWidth < 700 ? 800 : 1200);
      sheet.append(picture);
    } else sheet.append(make('div', 'text', page.text));
    sheet.append(make('figcaption', 'quiet', caption));
    element.append(sheet);
  }
  element.addEventListener('scroll', () => scrolled(root, side), { passive: true });
  return element;
}

// ── places: a page and a share of it, so that pages of different height keep step ──

const topOf = (box, sheet) => sheet.offsetTop - box.firstElementChild.offsetTop;
const boxes = (root) => [...root.querySelectorAll('.sheets')];

function placeOf(box) {
  const top = box.scrollTop;
  const sheets = [...box.children];
  let index = sheets.findLastIndex((sheet) => topOf(box, sheet) <= top + 1);
  index = Math.max(0, index);
  const sheet = sheets[index];
  return sheet ? index + Math.min(1, (top - topOf(box, sheet)) / Math.max(1, sheet.offsetHeight)) : 0;
}

function setPlace(root, side, place) {
  const box = boxes(root)[side];
  const index = Math.min(box.children.length - 1, Math.max(0, Math.floor(place)));
  const sheet = box.children[index];
  if (!sheet) return;
  const share = Math.min(1, Math.max(0, place - index));
  root.view.quiet[side] = performance.now() + 150;
  root.view.want[side] = place;
  box.scrollTop = topOf(box, sheet) + share * sheet.offsetHeight;
}

const pageAt = (root, side) => {
  const box = boxes(root)[side];
  return Math.min(box.children.length, Math.floor(placeOf(box) + 0.3) + 1);
};

function show(root, side, page) {
  const last = root.view.data.pages[side].length;
  setPlace(root, side, Math.min(last, Math.max(1, page)) - 1);
  root.view.quiet[side] = 0;
  if (root.view.together) follow(root, side);
  note(root, side);
}

// Both sides stand where they stand: from here on they move by the same number of pages.
function anchor(root) {
  root.view.base = boxes(root).map(placeOf);
}

function follow(root, side) {
  const { base } = root.view;
  const other = 1 - side;
  setPlace(root, other, base[other] + placeOf(boxes(root)[side]) - base[side]);
  note(root, other);
}

function scrolled(root, side) {
  if (performance.now() < root.view.quiet[side]) return;
  root.view.want[side] = null;
  if (root.view.together) follow(root, side);
  note(root, side);
}

function note(root, side) {
  const box = root.querySelectorAll('.pager .page')[side];
  const page = String(pageAt(root, side));
  if (box.value !== page) box.value = page;
  clearTimeout(root.view.timer);
  root.view.timer = setTimeout(() => remember(root), 250);
}

// The address says what is in sight, for a reload and for others; no step of the history.
function remember(root) {
  if (!root.isConnected) return;
  const address = new URL(location.href);
  [0, 1].forEach((side) => {
    const page = pageAt(root, side);
    if (page > 1) address.searchParams.set(side ? 'tb' : 'ta', page);
    else address.searchParams.delete(side ? 'tb' : 'ta');
  });
  const { together, data } = root.view;
  if (together === data.usual) address.searchParams.delete('cuon');
  else address.searchParams.set('cuon', together ? 'chung' : 'rieng');
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}
