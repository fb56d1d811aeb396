// Find in this document. Typed without marks: marks do not count, đ included. Typed with marks: those, else none.
const MOST_FOUND = 2000;
const canMark = () => typeof Highlight === 'function' && CSS.highlights;

// One letter in, one letter out, so that places hold.
const folding = new Map();
const plainLetter = (letter) => {
  if (!folding.has(letter)) {
    const base = /[đĐ]/.test(letter) ? 'd' : letter.normalize('NFD')[0].toLowerCase();
    folding.set(letter, base.length === letter.length ? base : letter);
  }
  return folding.get(letter);
};
const lowerLetter = (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter);
const eachUnit = (text, turn) => {
  const parts = [];
  for (let i = 0; i < text.length; i++) parts.push(turn(text[i]));
  return parts.join('');
};

function findSpans(data, now, words) {
  const typed = words.normalize('NFC').trim();
  if (!typed) return [];
  now.lowered ??= eachUnit(data.text, lowerLetter);
  now.folded ??= eachUnit(data.text, plainLetter);
  const exact = eachUnit(typed, lowerLetter);
  const plain = eachUnit(typed, plainLetter);
  const marked = exact !== plain ? spansOf(now.lowered, exact) : [];
  return marked.length ? marked : spansOf(now.folded, plain);
}

function spansOf(text, words) {
  const form = words.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  const found = [];
  for (const match of text.matchAll(new RegExp(form, 'g'))) {
    found.push([match.index, match.index + match[0].length]);
    if (found.length === MOST_FOUND) break;
  }
  return found;
}

// The range of elements that shows a span of the text; null where none of it is shown.
function rangeOf(now, start, end) {
  const texts = now.texts;
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle].end <= start) low = middle + 1; else high = middle;
  }
  let last = low;
  while (last + 1 < texts.length && texts[last + 1].start < end) last++;
  const first = texts[low];
  if (!first || first.start >= end) return null;
  const range = document.createRange();
  range.setStart(first.node, Math.max(0, start - first.start));
  range.setEnd(texts[last].node, Math.min(texts[last].end, end) - texts[last].start);
  return range;
}

function findBox(root, data) {
  const form = make('form', 'find');
  form.setAttribute('role', 'search');
  const input = make('input');
  input.type = 'search';
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.maxLength = 200;
  input.placeholder = data.labels.find;
  input.setAttribute('aria-label', data.labels.find);
  input.setAttribute('aria-keyshortcuts', '/');
  const said = make('span', 'found');
  said.setAttribute('role', 'status');
  form.append(
    input,
    said,
    button('‹', () => stepFound(root, -1), { label: data.labels.findprevious }),
    button('›', () => stepFound(root, 1), { label: data.labels.findnext }),
  );
  let timer = 0;
  input.oninput = () => { clearTimeout(timer); timer = setTimeout(() => find(root, input.value), 150); };
  form.onsubmit = (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (state.get(root).sought !== input.value) find(root, input.value);
    else stepFound(root, 1);
  };
  form.onkeydown = (event) => {
    if (event.key === 'Enter' && event.shiftKey) { event.preventDefault(); stepFound(root, -1); }
    if (event.key === 'Escape') {
      input.value = '';
      find(root, '');
      root.querySelector('article').focus({ preventScroll: true });
      event.preventDefault();
    }
    event.stopPropagation();
  };
  return form;
}

function find(root, words) {
  const now = state.get(root);
  now.sought = words;
  now.found = findSpans(now.data, now, words);
  now.foundAt = -1;
  if (canMark()) {
    CSS.highlights.delete('archive-now');
    const ranges = now.found.map(([start, end]) => rangeOf(now, start, end)).filter(Boolean);
    CSS.highlights.set('archive-found', new Highlight(...ranges));
  }
  if (now.found.length) {
    const near = now.found.findIndex(([start]) => start >= (now.place || 0));
    now.foundAt = (near < 0 ? 0 : near) - 1;
    stepFound(root, 1);
  } else showFound(root);
}

function stepFound(root, by) {
  const now = state.get(root);
  const all = now.found?.length || 0;
  if (!all) return;
  now.foundAt = (now.foundAt + by + all) % all;
  const [start, end] = now.found[now.foundAt];
  const range = rangeOf(now, start, end);
  if (range) {
    if (canMark()) CSS.highlights.set('archive-now', new Highlight(range));
    const holder = range.startContainer.parentElement;
    const folded = holder.closest('details:not([open])');
    if (folded) folded.open = true;
    scrollToRange(root, range);
  }
  showFound(root);
  showBoxes(root);
}

function scrollToRange(root, range) {
  range.startContainer.parentElement.scrollIntoView({ block: 'center' });
  const at = range.getBoundingClientRect();
  const high = document.documentElement.clientHeight;
  if (at.top < 120 || at.bottom > high - 60) scroller()?.scrollBy(0, at.top - high / 2);
}

function showFound(root) {
  const { found, foundAt, sought, labels } = state.get(root);
  const said = root.querySelector('.found');
  if (!sought?.trim()) said.textContent = '';
  else if (!found.length) said.textContent = labels.notfound;
  else said.textContent = labels.found.replace('{i}', foundAt + 1).replace('{n}', found.length);
}
