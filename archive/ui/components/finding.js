// What the answer does when it is touched: reasons and more passages fetched into place, a span of years drawn or typed,
// a long list of values looked through. Document text comes as data and is put in as textContent only.
// data: {text: {loading, failed, …}}
let text = {};

export default function ({ data }) {
  text = data.text;
  if (window.archiveFinding) return;
  window.archiveFinding = true;
  document.addEventListener('toggle', (event) => { if (event.target.open && event.target.dataset?.load) load(event.target); }, true);
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button[data-more]');
    if (button) more(button);
  });
  document.addEventListener('input', (event) => { if (event.target.matches?.('.find-value')) look(event.target); });
  document.addEventListener('submit', (event) => { if (event.target.matches?.('form.span')) span(event); });
  document.addEventListener('pointerdown', draw);
}

async function load(details) {
  const place = details.lastElementChild;
  if (place.childElementCount) return;
  place.textContent = text.loading;
  const answer = await fetchJson(details.dataset.load);
  place.textContent = answer ? '' : text.failed;
  const list = answer && make(place, 'ul', {});
  for (const row of answer?.rows ?? []) {
    const item = make(list, 'li', {});
    for (const [words, kind] of row) make(item, kind === 'mark' ? 'mark' : kind === 'strong' ? 'strong' : 'span', {}).textContent = words;
  }
}

async function more(button) {
  button.disabled = true;
  const answer = await fetchJson(button.dataset.more);
  button.disabled = false;
  if (!answer) { button.textContent = text.failed; return; }
  const under = button.closest('.under');
  let first = null;
  for (const passage of answer.passages) {
    const drawn = make(under.parentElement, 'p', { class: 'passage', lang: 'vi' });
    under.before(drawn);
    const link = make(drawn, 'a', { href: passage.href, 'data-nav': '' });
    link.textContent = passage.page;
    first ??= link;
    if (passage.section) make(drawn, 'span', { class: 'section' }).textContent = passage.section;
    for (const [words, marked] of passage.parts) {
      if (marked) make(drawn, 'mark', {}).textContent = words;
      else drawn.append(words);
    }
  }
  if (answer.rest) { button.textContent = answer.said; button.dataset.more = answer.next; } else button.remove();
  first?.focus({ preventScroll: true });
}

async function fetchJson(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch { return null; }
}

// Marks never count: "nguyen" finds Nguyễn.
const plain = (words) => words.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

function look(field) {
  const section = field.closest('section');
  const wanted = plain(field.value.trim());
  for (const item of section.querySelectorAll('li')) {
    const link = item.querySelector('a.facet');
    item.hidden = !!wanted && !!link && !item.classList.contains('branch') && !plain(link.textContent).includes(wanted);
  }
  for (const branch of section.querySelectorAll('li.branch')) branch.hidden = !branch.querySelector('li:not([hidden]):not(.branch)');
  for (const details of section.querySelectorAll('details')) details.open = !!wanted;
}

function span(event) {
  event.preventDefault();
  const years = [...event.target.querySelectorAll('input')].map((input) => input.value.trim());
  if (years.every((year) => /^(19|20)\d\d$/.test(year))) goYears(event.target.dataset.without, ...years);
  else event.target.querySelector('input').focus();
}

// A span of years is drawn from one bar to another; a press that does not move is a click on the bar's link.
function draw(event) {
  const bars = event.target.closest?.('.years .bars');
  const began = event.target.closest?.('[data-year]');
  if (!bars || !began || event.button) return;
  let ended = began;
  const all = [...bars.children];
  const paint = () => {
    const [low, high] = [all.indexOf(began), all.indexOf(ended)].sort((a, b) => a - b);
    all.forEach((bar, at) => bar.classList.toggle('drawn', ended !== began && at >= low && at <= high));
  };
  const move = (moved) => {
    const under = document.elementFromPoint(moved.clientX, bars.getBoundingClientRect().bottom - 3)?.closest?.('[data-year]');
    if (under && all.includes(under)) { ended = under; paint(); }
  };
  const stop = () => {
    document.removeEventListener('pointermove', move);
    document.removeEventListener('pointerup', done);
    document.removeEventListener('pointercancel', stop);
    all.forEach((bar) => bar.classList.remove('drawn'));
  };
  const done = () => {
    stop();
    if (ended === began) return;
    document.addEventListener('click', swallow, true);
    setTimeout(() => {
      document.removeEventListener('click', swallow, true);
      goYears(bars.parentElement.dataset.without, began.dataset.year, ended.dataset.year);
    });
  };
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', done);
  document.addEventListener('pointercancel', stop);
  if (began.matches('a')) began.addEventListener('dragstart', (drag) => drag.preventDefault(), { once: true });
}

// The click that ends a drawing is no click on a link.
function swallow(click) {
  click.preventDefault();
  click.stopPropagation();
}

function goYears(address, first, last) {
  const target = new URL(address, location.href);
  const [low, high] = [first, last].sort();
  target.searchParams.append('nam', low === high ? low : `${low}-${high}`);
  const link = make(document.body, 'a', { href: target.pathname + target.search, 'data-nav': '', hidden: '' });
  link.click();
  link.remove();
}

function make(parent, name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}
