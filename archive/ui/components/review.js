// One paper to check: its fields, the doubtful ones first, and its page beside them with the place a field was read.
// data: {id, header, page, queue, next, ahead (picture the next paper will show first, or null), waiting, remarks: [{text, page}], fields: [{name, label, value, doubts, raw, read, page, span,
// hint, other, ask}], parts: [{key, title, about, page, span}], pages, text, labels}; other: what was read now, where a person had said otherwise, or null; ask: an empty field is asked about once; span is a place in text, page (of a field) the number of the page it was read on,
// pages how many pictures of pages there are (0: none), page (of data) the address of a paper without its id.
const fill = (form, values) => form.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  if (root.dataset.id === data.id) return;
  root.dataset.id = data.id;
  const view = makeView(data, (page) => begin(root, form, data, page));
  const form = makeForm(root, data, view);
  const desk = make('div', 'desk');
  desk.append(form, view.element);
  root.replaceChildren(desk);
  if (data.ahead) new Image().src = data.ahead;
  const first = form.querySelector('.field input');
  if (first) { first.focus({ preventScroll: true }); first.select(); }
}

// ── fields ──

function makeForm(root, data, view) {
  const { labels } = data;
  const form = make('form');
  form.setAttribute('aria-label', labels.form);
  form.append(make('p', 'quiet', fill(labels.waiting, { n: data.waiting })));
  data.remarks.forEach((remark) => form.append(makeRemark(remark, data, view)));
  if (data.parts.length) form.append(makeParts(data, view));
  const asked = data.fields.filter((field) => field.doubts.length);
  const others = data.fields.filter((field) => !field.doubts.length);
  asked.forEach((field) => form.append(makeField(field, view, labels)));
  const rest = make('details');
  rest.open = !asked.length;
  rest.append(make('summary', '', labels.others), ...others.map((field) => makeField(field, view, labels)));
  const said = make('p', 'said');
  said.setAttribute('role', 'status');
  const accept = make('button', 'accept', data.next ? labels.accept : labels.last);
  accept.type = 'submit';
  const buttons = make('p', 'buttons');
  buttons.append(accept);
  if (data.next) buttons.append(link(data.page + data.next, labels.skip));
  form.append(rest, buttons, make('p', 'quiet keys', labels.keys), said);
  form.onsubmit = (event) => { event.preventDefault(); save(root, form, data, said); };
  form.onkeydown = (event) => steer(event, form);
  return form;
}

// What is said of the paper as a whole; of a page, it leads to its picture.
function makeRemark(remark, data, view) {
  const said = make('p', 'remark');
  if (!data.pages || !remark.page) { said.textContent = remark.text; return said; }
  said.append(button(remark.text, () => view.show({ page: remark.page, raw: '' })));
  return said;
}

function makeField(field, view, labels) {
  const box = make('div', 'field');
  const input = make('input');
  Object.assign(input, { id: `f-${field.name}`, name: field.name, value: field.value, placeholder: field.hint, autocomplete: 'off', spellcheck: false });
  input.defaultValue = field.value;
  const label = make('label', '', field.label);
  label.htmlFor = input.id;
  box.append(label, input);
  const notes = [...field.doubts, field.read].filter(Boolean);
  if (notes.length) {
    const note = make('p', field.doubts.length ? 'doubt' : 'quiet', notes.join(' '));
    note.id = `n-${field.name}`;
    input.setAttribute('aria-describedby', note.id);
    box.append(note);
  }
  input.onfocus = () => view.show(field);
  if (field.other) {
    input.dataset.other = field.other;
    box.append(button(fill(labels.other, { value: field.other }), () => { input.value = field.other; input.focus(); }));
  }
  return box;
}

// The papers bound in the file; one that is no paper of its own goes to the one before it.
function makeParts(data, view) {
  const box = make('fieldset', 'parts');
  box.append(make('legend', '', data.labels.parts), make('p', 'quiet', data.labels.partshelp));
  data.parts.forEach((part, index) => {
    const row = make('label', 'part');
    const input = make('input');
    Object.assign(input, { type: 'checkbox', checked: true, defaultChecked: true, value: part.key, disabled: !index });
    input.onfocus = () => view.show({ page: part.page, span: part.span, raw: '' });
    const name = make('span', '', part.title);
    name.append(make('span', 'quiet', part.about));
    row.append(input, name);
    box.append(row);
  });
  return box;
}

const boxes = (form) => [...form.querySelectorAll('.parts input')];

// Enter goes on to the next field, Ctrl+Enter sends, Esc takes back what was typed, ↓ takes what was read now.
function steer(event, form) {
  if (event.isComposing || event.target.tagName !== 'INPUT') return;
  if (event.key === 'Escape') {
    if (event.target.type === 'checkbox') event.target.checked = true;
    else event.target.value = event.target.defaultValue;
    return;
  }
  if (event.key === 'ArrowDown' && event.target.dataset.other) {
    event.preventDefault();
    event.target.value = event.target.dataset.other;
  }
  if (event.key !== 'Enter') return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) { form.requestSubmit(); return; }
  const stops = [...form.querySelectorAll('input, button.accept')].filter((stop) => stop.offsetParent);
  stops[stops.indexOf(event.target) + 1]?.focus();
}

async function save(root, form, data, said) {
  const { labels } = data;
  const inputs = [...form.querySelectorAll('.field input')];
  if (form.getAttribute('aria-busy') || asksFirst(form, data, said)) return;
  const values = Object.fromEntries(inputs.filter((each) => each.value.trim() !== each.defaultValue).map((each) => [each.name, each.value]));
  const joined = boxes(form).filter((each) => !each.checked).map((each) => each.value);
  if (joined.length) values.parts = joined.join('; ');
  const shown = Object.fromEntries(data.fields.filter((field) => field.doubts.length).map((field) => [field.name, field.value]));
  lock(form, true);
  say(said, labels.saving);
  const answer = await send(`/xac-nhan/${encodeURIComponent(data.id)}`, data, { values, shown });
  if (answer.error) {
    lock(form, false);
    say(said, answer.error, 'bad');
    object(form, answer.field, said);
    return;
  }
  say(said, '');
  // The form stays shut until the next paper is there: what was typed now would be typed into the wrong one.
  const step = { next: answer.next };
  const go = () => follow(root, step.next ? data.page + step.next : data.queue);
  offer(form, data, [...answer.alike], step, go);
}

// A further paper begins on this page: the file is read anew, so nothing may be half typed.
async function begin(root, form, data, page) {
  const said = form.querySelector('.said');
  const inputs = [...form.querySelectorAll('input')];
  if (form.getAttribute('aria-busy')) return;
  if (inputs.some((each) => each.value !== each.defaultValue || each.checked !== each.defaultChecked)) { say(said, data.labels.savefirst, 'bad'); return; }
  lock(form, true);
  say(said, data.labels.begun);
  const answer = await send(`/xac-nhan/${encodeURIComponent(data.id)}/trang`, data, { page });
  if (!answer.error) { window.location.reload(); return; }
  lock(form, false);
  say(said, answer.error, 'bad');
}

function lock(form, shut) {
  if (shut) form.setAttribute('aria-busy', 'true'); else form.removeAttribute('aria-busy');
  form.querySelectorAll('.field input, button.accept').forEach((each) => { each.disabled = shut; });
}

function say(said, text, className = '') {
  said.textContent = text;
  said.className = `said ${className}`;
}

// Where a scan may hide a number or a day, "nothing is printed" is asked once before it is believed.
function asksFirst(form, data, said) {
  const empty = data.fields.filter((field) => field.ask && !form.elements[field.name].value.trim());
  if (!empty.length || form.dataset.asked) return false;
  form.dataset.asked = '1';
  say(said, fill(data.labels.empty, { fields: empty.map((field) => field.label.toLowerCase()).join(', ') }), 'bad');
  form.elements[empty[0].name].focus();
  return true;
}

// The field an objection is about, where the archive says so.
function object(form, name, said) {
  form.querySelectorAll('[aria-invalid]').forEach((each) => each.removeAttribute('aria-invalid'));
  const input = name && form.elements[name];
  if (!input) return;
  input.setAttribute('aria-invalid', 'true');
  input.closest('details')?.setAttribute('open', '');
  input.closest('.field').append(said);
  input.focus();
}

// One correction may be said of all documents that were read alike: asked for each field in turn, never done silently.
// step.next: the paper to go to, which may be settled by the same answer.
function offer(form, data, alike, step, done) {
  const { labels } = data;
  const next = alike.shift();
  if (!next) { done(); return; }
  const field = data.fields.find((each) => each.name === next.field);
  const box = make('div', 'offer');
  box.setAttribute('role', 'alertdialog');
  const values = { n: next.ids.length, field: field.label.toLowerCase(), value: next.label };
  const question = make('p', '', fill(next.confirmed ? labels.alikeright : labels.alike, values));
  question.id = 'alike';
  box.setAttribute('aria-labelledby', question.id);
  const on = () => { box.remove(); offer(form, data, alike, step, done); };
  const yes = button(fill(next.confirmed ? labels.rightall : labels.applyall, values), async () => {
    const answer = await send('/xac-nhan', data, { id: data.id, field: next.field, ids: next.ids, next: step.next });
    if (answer.error) { question.textContent = answer.error; return; }
    step.next = answer.next;
    on();
  });
  const no = button(labels.applynone, on);
  box.onkeydown = (event) => { if (event.key === 'Escape') on(); };
  box.append(question, yes, no);
  form.append(box);
  yes.focus();
}

async function send(address, data, body) {
  try {
    const answer = await fetch(address, { method: 'POST', headers: { [data.header]: '1', 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return { error: data.labels.failed };
  }
}

function follow(root, address) {
  const step = link(address, '');
  step.hidden = true;
  root.append(step);
  step.click();
  step.remove();
}

// ── the page ──

function makeView(data, begins) {
  const element = make('section', 'view');
  const text = makeText(data);
  if (!data.pages) {
    element.append(text.element);
    return { element, show: text.show };
  }
  const picture = makePicture(data, begins, () => {
    element.replaceChildren(make('p', 'quiet', data.labels.nopicture), text.element);
    view.show = text.show;
  });
  element.append(picture.element);
  const view = { element, show: picture.show };
  return { element, show: (field) => view.show(field) };
}

// The beginning and the end of the text, with the place of a field marked.
function makeText(data) {
  const element = make('div', 'excerpt');
  element.tabIndex = 0;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', data.labels.text);
  element.textContent = data.text;
  const show = ({ span }) => {
    if (!span) { element.textContent = data.text; return; }
    const mark = make('mark', '', data.text.slice(...span));
    element.replaceChildren(data.text.slice(0, span[0]), mark, data.text.slice(span[1]));
    element.scrollTop = mark.offsetTop - element.offsetTop - element.clientHeight / 3;
  };
  return { element, show };
}

function makePicture(data, begins, failed) {
  const { labels } = data;
  const element = make('div', 'picture');
  const bar = make('div', 'bar');
  const where = make('span', '');
  where.setAttribute('role', 'status');
  const step = (text, by) => button(text, () => turn(Math.min(data.pages, Math.max(1, number + by))));
  const further = button(labels.begins, () => begins(number));
  if (data.pages > 1) bar.append(step(labels.previous, -1), where, step(labels.next, 1), further);
  const sheet = make('div', 'sheet');
  const frame = make('div', 'frame');
  const image = make('img');
  frame.append(image);
  sheet.append(frame);
  element.append(bar, sheet);
  let number = 0;
  let boxes = [];
  let asked = 0;
  image.onerror = failed;

  function turn(to) {
    if (to === number) return;
    number = to;
    asked += 1; // what is still looked for was on the page before
    where.textContent = fill(labels.pages, { n: number, all: data.pages });
    further.hidden = number < 2 || data.parts.some((part) => part.page === number);
    image.alt = fill(labels.page, { n: number });
    image.src = `/trang/${data.id}/${number}.png?rong=1200`;
    boxes.forEach((box) => box.remove());
  }

  async function show(field) {
    turn(field.page || number || 1);
    boxes.forEach((box) => box.remove());
    boxes = [];
    const mine = ++asked;
    const [words] = await Promise.all([field.raw ? wordsOf(data.id, number) : [], image.decode().catch(() => {})]);
    if (mine !== asked) return;
    boxes = find(words, field.raw || '').map((place) => draw(frame, place));
    if (boxes.length) sheet.scrollTop = boxes[0].offsetTop - sheet.clientHeight / 3;
  }

  return { element, show };
}

const kept = new Map();
function wordsOf(id, page) {
  const key = `${id}/${page}`;
  if (!kept.has(key)) kept.set(key, fetch(`/trang/${key}.json`).then((answer) => (answer.ok ? answer.json() : { words: [] })).then((found) => found.words, () => []));
  return kept.get(key);
}

// Where the printed words of a field stand among the words of a page: the first run that has them all, one after another.
function find(words, raw) {
  const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = plain(raw);
  const letters = words.map((word) => plain(word[4]));
  for (let start = 0; start < words.length && wanted; start += 1) {
    let read = '';
    for (let end = start; end < words.length && wanted.startsWith(read + letters[end]); end += 1) {
      read += letters[end];
      if (read === wanted) return words.slice(start, end + 1);
    }
  }
  return [];
}

function draw(sheet, [left, top, right, bottom]) {
  const box = make('div', 'box');
  box.style.left = `${left * 100}%`;
  box.style.top = `${top * 100}%`;
  box.style.width = `${(right - left) * 100}%`;
  box.style.height = `${(bottom - top) * 100}%`;
  sheet.append(box);
  return box;
}
