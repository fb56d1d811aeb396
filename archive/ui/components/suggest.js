// The search box with what may be meant, as a combobox: the words typed are never changed, Enter searches for them
// unless a suggestion was chosen with ↑ ↓ or the mouse. The list stays until a newer answer is there: no flicker.
// data: {path, suggestions, value, keep: [[name, value], …], text: {label, placeholder, button, suggestions, count, …}}
// answer of data.suggestions?q=: {groups: [{name, items: [{text, detail, href}]}]}
const PAUSE = 70;
const KEPT = 60;
const FAILED = null;

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  const box = root.box ??= build(root);
  box.data = data;
  box.form.setAttribute('aria-label', data.text.label);
  box.input.setAttribute('aria-label', data.text.label);
  box.list.setAttribute('aria-label', data.text.suggestions);
  box.input.placeholder = data.text.placeholder;
  box.button.textContent = data.text.button;
  if (root.dataset.value === data.value) return;
  box.input.value = root.dataset.value = data.value;
  close(box);
  if (!data.value && !location.search && document.activeElement === document.body && matchMedia('(hover: hover)').matches)
    box.input.focus({ preventScroll: true });
}

function build(root) {
  const form = make(root, 'form', { role: 'search' });
  const field = make(form, 'div', { class: 'field' });
  const input = make(field, 'input', {
    type: 'search', role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'suggestions',
    enterkeyhint: 'search', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: '400',
  });
  const list = make(field, 'div', { id: 'suggestions', role: 'listbox', class: 'list', hidden: '' });
  const button = make(form, 'button', { type: 'submit' });
  const status = make(root, 'div', { class: 'hidden-text', role: 'status' });
  const box = { root, form, field, input, list, button, status, at: -1, options: [], known: new Map(), asked: 0 };
  form.addEventListener('submit', (event) => { event.preventDefault(); submit(box, input.value); });
  input.addEventListener('input', (event) => { if (!event.isComposing) later(box); });
  input.addEventListener('compositionstart', () => clearTimeout(box.timer));
  input.addEventListener('compositionend', () => later(box));
  input.addEventListener('keydown', (event) => press(box, event));
  input.addEventListener('blur', () => close(box));
  list.addEventListener('pointerdown', (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) take(box, box.options.indexOf(option), event);
  });
  return box;
}

function press(box, event) {
  if (event.isComposing) return;
  const open = !box.list.hidden;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (open) choose(box, box.at + (event.key === 'ArrowDown' ? 1 : -1));
    else later(box, 0);
  } else if (event.key === 'Enter' && open && box.at >= 0) {
    event.preventDefault();
    take(box, box.at, event);
  } else if (event.key === 'Escape' && open) {
    event.preventDefault();
    close(box);
  }
}

// Round the options and the typed words (-1).
function choose(box, at) {
  const count = box.options.length;
  box.at = at >= count ? -1 : at < -1 ? count - 1 : at;
  box.options.forEach((option, number) => option.setAttribute('aria-selected', String(number === box.at)));
  const chosen = box.options[box.at];
  if (chosen) {
    box.input.setAttribute('aria-activedescendant', chosen.id);
    chosen.scrollIntoView({ block: 'nearest' });
  } else box.input.removeAttribute('aria-activedescendant');
}

function take(box, at, event) {
  const item = box.options[at]?.item;
  if (!item) return;
  close(box);
  if (!item.href) { submit(box, item.text); return; }
  box.input.value = box.root.dataset.value = new URL(item.href, location.href).searchParams.get('q') ?? '';
  go(box.root, item.href, event);
}

function submit(box, typed) {
  const words = typed.trim();
  const query = new URLSearchParams(box.data.keep);
  if (words) query.set('q', words);
  box.input.value = box.root.dataset.value = words;
  close(box);
  go(box.root, box.data.path + (query.size ? '?' + query : ''));
}

function later(box, pause = PAUSE) {
  clearTimeout(box.timer);
  box.timer = setTimeout(() => ask(box), pause);
}

// Only the answer to the newest question is shown.
async function ask(box) {
  const words = box.input.value.trim();
  const number = ++box.asked;
  box.request?.abort();
  if (!words) { close(box); return; }
  if (!box.known.has(words)) {
    box.request = new AbortController();
    const answer = await fetchJson(`${box.data.suggestions}?${new URLSearchParams({ q: words })}`, box.request.signal);
    if (answer !== FAILED) {
      if (box.known.size >= KEPT) box.known.clear();
      box.known.set(words, answer);
    }
  }
  if (number === box.asked && box.root.getRootNode().activeElement === box.input) show(box, box.known.get(words)?.groups ?? []);
}

async function fetchJson(address, signal) {
  try {
    const answer = await fetch(address, { signal, headers: { Accept: 'application/json' } });
    return answer.ok ? await answer.json() : FAILED;
  } catch { return FAILED; }
}

function show(box, groups) {
  const drawn = document.createDocumentFragment();
  box.options = [];
  for (const group of groups) {
    if (!group.items.length) continue;
    const part = make(drawn, 'div', { role: 'group', 'aria-label': group.name, class: 'group' });
    make(part, 'div', { class: 'name', 'aria-hidden': 'true' }).textContent = group.name;
    for (const item of group.items) {
      const option = make(part, 'div', { role: 'option', id: `option-${box.options.length}`, 'aria-selected': 'false' });
      make(option, 'span', { class: 'text' }).textContent = item.text;
      if (item.detail) make(option, 'span', { class: 'quiet' }).textContent = item.detail;
      option.item = item;
      box.options.push(option);
    }
  }
  box.list.replaceChildren(drawn);
  choose(box, -1);
  const count = box.options.length;
  box.list.hidden = !count;
  box.input.setAttribute('aria-expanded', String(!!count));
  box.status.textContent = count ? box.data.text.count.replace('{n}', count) : '';
}

function close(box) {
  clearTimeout(box.timer);
  box.asked++;
  box.request?.abort();
  box.list.hidden = true;
  box.input.setAttribute('aria-expanded', 'false');
  box.status.textContent = '';
  choose(box, -1);
}

function go(root, address, event = {}) {
  const link = make(root, 'a', { href: address, 'data-nav': '', hidden: '' });
  const { ctrlKey = false, metaKey = false } = event;
  link.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ctrlKey, metaKey }));
  link.remove();
}

function make(parent, name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}
