// What a citation or the mark of a footnote says when it is pointed at, reached by keyboard or touched.
// WCAG 1.4.13: it stays while the pointer is over it, Escape closes it, and its links come next after what it belongs to.
const SHOW_AFTER = 180;
const HIDE_AFTER = 250;

function citeMark(part, cite, index) {
  const href = cite.open || cite.who;
  const anchor = href ? link(href, '', { className: 'cited' }) : make('span', 'cited');
  if (!cite.open) anchor.classList.add(cite.who ? 'missing' : 'unnumbered');
  anchor.dataset.cite = index;
  anchor.append(part);
  return anchor;
}

function noteRef(part, aside, data) {
  const mark = make('button', 'note-ref');
  mark.type = 'button';
  mark.dataset.note = aside.start;
  mark.setAttribute('aria-label', data.labels.noteref.replace('{mark}', aside.mark));
  mark.append(part);
  return mark;
}

function cardFor(root, trigger, data) {
  const card = root.querySelector('.card');
  card.replaceChildren();
  if (trigger.dataset.note !== undefined) {
    const aside = data.asides.find((one) => one.start === Number(trigger.dataset.note));
    card.append(make('p', '', data.text.slice(aside.start, aside.end)));
    card.append(button(data.labels.tonote, () => toNote(root, aside), { className: 'evidence' }));
    return card;
  }
  const cite = data.cites[Number(trigger.dataset.cite)];
  const head = make('p');
  for (const relation of cite.relations) head.append(make('span', 'relation', relation), ' ');
  head.append(make('strong', '', cite.title));
  const ways = make('p', 'ways');
  if (cite.open) ways.append(link(cite.open, data.labels.open));
  if (cite.beside) ways.append(link(cite.beside, data.labels.beside));
  if (cite.who) ways.append(link(cite.who, data.labels.who));
  card.append(head, make('p', 'how', cite.about), ways);
  return card;
}

function watchCards(root, data, life) {
  const card = make('div', 'card');
  card.popover = 'manual';
  card.id = 'card';
  card.setAttribute('role', 'note');
  root.append(card);
  let trigger = null;
  let timer = 0;
  let quiet = false;
  const on = (name, act) => root.addEventListener(name, act, { signal: life.signal });
  const target = (event) => event.target.closest?.('.note-ref, [data-cite]');
  const show = (over) => {
    clearTimeout(timer);
    if (trigger === over && card.matches(':popover-open')) return;
    trigger?.removeAttribute('aria-describedby');
    trigger = over;
    cardFor(root, over, data);
    card.showPopover();
    place(card, over);
    over.setAttribute('aria-describedby', 'card');
  };
  const hide = () => {
    clearTimeout(timer);
    trigger?.removeAttribute('aria-describedby');
    trigger = null;
    if (card.matches(':popover-open')) card.hidePopover();
  };
  const later = (act, wait) => { clearTimeout(timer); timer = setTimeout(act, wait); };
  on('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    const over = target(event);
    if (over) later(() => show(over), SHOW_AFTER);
    else if (card.contains(event.target)) clearTimeout(timer);
    else if (trigger || timer) later(hide, HIDE_AFTER);
  });
  on('focusin', (event) => {
    const over = target(event);
    if (over && !quiet && over.matches(':focus-visible')) show(over);
    else if (!card.contains(event.target)) hide();
  });
  // A touch on a citation shows what it is first; its card has the links.
  on('click', (event) => {
    const over = target(event);
    if (!over) return;
    if (over.matches('.note-ref')) show(over);
    else if (event.pointerType === 'touch' && trigger !== over) { event.preventDefault(); show(over); }
    else hide();
  });
  on('keydown', (event) => {
    if (!trigger) return;
    const inside = [...card.querySelectorAll('a, button')];
    const here = root.getRootNode().activeElement;
    if (event.key === 'Escape') {
      const back = trigger;
      hide();
      quiet = true;
      if (card.contains(here)) back.focus();
      quiet = false;
      event.stopPropagation();
    } else if (event.key === 'Tab' && inside.length) {
      const at = inside.indexOf(here);
      if (here === trigger && !event.shiftKey) { inside[0].focus(); event.preventDefault(); }
      else if (at === 0 && event.shiftKey) { trigger.focus(); event.preventDefault(); }
      else if (at === inside.length - 1 && !event.shiftKey) { quiet = true; trigger.focus(); hide(); quiet = false; }
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (trigger && !event.composedPath().some((node) => node === card || node === trigger)) hide();
  }, { signal: life.signal });
  document.addEventListener('scroll', (event) => { if (trigger && event.target !== card) later(hide, HIDE_AFTER); }, { capture: true, passive: true, signal: life.signal });
  root.hideCard = hide;
}

function place(card, over) {
  const at = over.getClientRects()[0] || over.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - size.width - 8));
  const below = at.bottom + 6 + size.height < document.documentElement.clientHeight;
  card.style.left = `${left}px`;
  card.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - size.height - 6)}px`;
}

function toNote(root, aside) {
  root.hideCard();
  const item = root.querySelector(`li[data-note="${aside.start}"]`);
  item?.scrollIntoView({ block: 'center' });
  item?.focus({ preventScroll: true });
}
