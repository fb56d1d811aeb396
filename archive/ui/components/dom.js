// What our scripts share: elements made of text only, what the browser keeps for us, copying.
const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

const link = (href, text, { tab = false, className = '', label, current = false } = {}) => {
  const element = make('a', className, text);
  element.href = href;
  if (tab) { element.target = '_blank'; element.rel = 'noopener'; } else element.dataset.nav = '';
  if (label) element.setAttribute('aria-label', label);
  if (current) element.setAttribute('aria-current', 'true');
  return element;
};

const button = (text, onclick, { className = 'plain-button', key = '', label = '' } = {}) => {
  const element = make('button', className, text);
  element.type = 'button';
  element.onclick = onclick;
  if (key) {
    const shown = make('kbd', '', key);
    shown.setAttribute('aria-hidden', 'true');
    element.append(shown);
    element.setAttribute('aria-keyshortcuts', key);
  }
  if (label) { element.setAttribute('aria-label', label); element.title = label; }
  return element;
};

// Another tab, private windows or a full disk may refuse: then nothing is remembered.
const remembered = (name) => {
  try { return JSON.parse(localStorage.getItem('archive.' + name)); } catch { return null; }
};
const remember_ = (name, value) => {
  try { localStorage.setItem('archive.' + name, JSON.stringify(value)); return true; } catch { return false; }
};

// The basket holds places only: [{id, tu, den}, …], characters counted from 1 as the archive counts them.
const BASKET_SIZE = 300;
const readBasket = () => {
  const kept = remembered('basket');
  const whole = (row) => row && typeof row.id === 'string' && Number.isInteger(row.tu) && Number.isInteger(row.den);
  return Array.isArray(kept) ? kept.filter(whole).map(({ id, tu, den }) => ({ id, tu, den })) : [];
};
const writeBasket = (rows) => {
  remember_('basket', rows);
  window.dispatchEvent(new Event('archive-basket'));
};

// No other site's page can send this header without being asked first.
const sendQuotes = (path, rows) =>
  fetch(path, { method: 'POST', headers: { 'archive-upload': '1' }, body: JSON.stringify({ quotes: rows }) });

const askQuotes = async (rows) => {
  const answer = await sendQuotes('/trich-dan', rows);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).quotes;
};

// What of a citation a person has to look at first goes wherever the citation goes.
const checked = (quote) => quote.check ? ` [${quote.check}]` : '';
const asQuoted = (quote) => `“${quote.text}” (${quote.citation})${checked(quote)}\n${location.origin}${quote.link}`;

// Pages served without TLS have no clipboard interface; there the old way is left.
async function copyText(root, text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way */ }
  const area = make('textarea', 'hidden-text', text);
  root.append(area);
  const focused = root.getRootNode().activeElement;
  area.value = text;
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  focused?.focus({ preventScroll: true });
  return done;
}
