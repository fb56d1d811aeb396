// Searches kept in this browser only: those saved under a name, and the last ones made. Nothing of them goes to the server.
// data: {title, href: of the search shown, both "" where nothing is asked; start: on the page before that; text}
const SAVED = 'archive.saved', RECENT = 'archive.recent', MOST_RECENT = 12, MOST_SAVED = 200;

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  const here = data.href;
  if (data.title) remember(here, data.title);
  root.replaceChildren();
  const view = { root, data, text: data.text, here, redraw: () => draw(view) };
  draw(view);
}

function draw(view) {
  const { root, data, text } = view;
  root.replaceChildren();
  const row = make(root, 'div', { class: 'row' });
  if (data.title) {
    button(row, text.save, () => askName(view, row));
    button(row, text.copy, (event) => copy(view, event.currentTarget));
  }
  const saved = read(SAVED), recent = read(RECENT).filter((one) => one.href !== view.here);
  if (saved.length) drawList(view, row, text.saved, saved, SAVED, data.start);
  if (recent.length) drawList(view, row, text.recent, recent, RECENT, false);
  view.said = make(root, 'p', { role: 'status', class: 'said' });
}

function askName(view, row) {
  const form = make(view.root, 'form', { class: 'naming' });
  const label = make(form, 'label', {});
  label.append(view.text.name + ' ');
  const input = make(label, 'input', { type: 'text', maxlength: '120' });
  input.value = view.data.title;
  make(form, 'button', { type: 'submit', class: 'plain-button' }).textContent = view.text.keep;
  button(form, view.text.cancel, view.redraw);
  row.hidden = true;
  input.focus();
  input.select();
  form.addEventListener('keydown', (event) => { if (event.key === 'Escape') view.redraw(); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = input.value.trim() || view.data.title;
    const others = read(SAVED).filter((one) => one.href !== view.here);
    const kept = write(SAVED, [{ href: view.here, name }, ...others].slice(0, MOST_SAVED));
    view.redraw();
    view.said.textContent = kept ? view.text.kept : view.text.refused;
  });
}

function drawList(view, row, name, items, store, open) {
  const details = make(row, 'details', {});
  details.open = open;
  make(details, 'summary', {}).textContent = `${name} (${items.length})`;
  const list = make(details, 'ul', {});
  for (const item of items) {
    const entry = make(list, 'li', {});
    make(entry, 'a', { href: item.href, 'data-nav': '' }).textContent = item.name;
    if (store === SAVED) button(entry, view.text.rename, () => rename(view, entry, item));
    button(entry, view.text.remove, () => {
      write(store, read(store).filter((one) => one.href !== item.href));
      entry.remove();
      details.querySelector('summary').textContent = `${name} (${list.children.length})`;
      if (list.children.length) details.querySelector('summary').focus();
      else details.remove();
      view.said.textContent = view.text.removed;
    }, `${view.text.remove}: ${item.name}`);
  }
  if (store === RECENT) button(make(list, 'li', {}), view.text.removeall, () => { write(store, []); view.redraw(); });
}

function rename(view, entry, item) {
  const form = make(entry, 'form', {});
  const input = make(form, 'input', { type: 'text', maxlength: '120', 'aria-label': view.text.name });
  input.value = item.name;
  for (const child of [...entry.children]) child.hidden = child !== form;
  const done = (name) => {
    if (name) write(SAVED, read(SAVED).map((one) => (one.href === item.href ? { ...one, name } : one)));
    item.name = name || item.name;
    form.remove();
    for (const child of entry.children) child.hidden = false;
    entry.querySelector('a').textContent = item.name;
    entry.querySelector('button').focus();
  };
  make(form, 'button', { type: 'submit', class: 'plain-button' }).textContent = view.text.keep;
  form.addEventListener('keydown', (event) => { if (event.key === 'Escape') done(''); });
  form.addEventListener('submit', (event) => { event.preventDefault(); done(input.value.trim()); });
  input.focus();
  input.select();
}

// On a page that did not come over TLS or from this machine the browser has no clipboard to offer: the old way then.
async function copy(view, pressed) {
  let done = false;
  try { await navigator.clipboard.writeText(location.href); done = true; } catch {
    const field = make(view.root, 'input', { class: 'hidden-text', 'aria-hidden': 'true', tabindex: '-1' });
    field.value = location.href;
    field.select();
    done = document.execCommand('copy');
    field.remove();
    pressed.focus();
  }
  view.said.textContent = done ? view.text.copied : location.href;
}

function remember(href, name) {
  const others = read(RECENT).filter((one) => one.href !== href && one.name !== name);
  write(RECENT, [{ href, name }, ...others].slice(0, MOST_RECENT));
}

function read(store) {
  try {
    const found = JSON.parse(localStorage.getItem(store) ?? '[]');
    return Array.isArray(found) ? found.filter((one) => /^\/\?/.test(one?.href) && typeof one.name === 'string') : [];
  } catch { return []; }
}

function write(store, items) {
  try { localStorage.setItem(store, JSON.stringify(items)); return true; } catch { return false; }
}

function button(parent, name, act, said) {
  const element = make(parent, 'button', { type: 'button', class: 'plain-button' });
  element.textContent = name;
  if (said) element.setAttribute('aria-label', said);
  element.addEventListener('click', act);
  return element;
}

function make(parent, name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}
