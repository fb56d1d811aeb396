// The basket of quoted passages: read from this browser as places, filled with the archive's words, put in order, exported.
// data: {labels}
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  if (root.firstElementChild) return;
  root.classList.add('basket');
  const tools = make('div', 'tools');
  const said = make('p', 'said');
  said.setAttribute('role', 'status');
  const list = make('ol', 'quotes');
  list.setAttribute('aria-label', data.labels.list);
  root.append(tools, said, list);
  const life = new AbortController();
  window.addEventListener('storage', (event) => {
    if (!root.isConnected) life.abort();
    else if (event.key === 'archive.basket') fillBasket(root, data.labels);
  }, { signal: life.signal });
  fillBasket(root, data.labels);
}

async function fillBasket(root, labels, focus) {
  const rows = readBasket();
  const list = root.querySelector('.quotes');
  const say = (words) => { root.querySelector('.said').textContent = words; };
  if (!rows.length) {
    root.querySelector('.tools').replaceChildren();
    list.replaceChildren();
    say([root.dataset.said, labels.empty].filter(Boolean).join(' '));
    root.dataset.said = '';
    return;
  }
  let quotes;
  try { quotes = await askQuotes(rows); } catch { say(labels.bad); return; }
  showTools(root, labels, quotes, say);
  list.replaceChildren(...quotes.map((quote, index) => basketItem(root, labels, quotes, quote, index, say)));
  say(root.dataset.said || labels.count.replace('{n}', quotes.length));
  root.dataset.said = '';
  if (focus) (list.querySelector(focus) || list.querySelector('button') || root.querySelector('.tools button'))?.focus();
}

function showTools(root, labels, quotes, say) {
  const there = quotes.filter((quote) => !quote.gone);
  const clear = button(labels.clear, () => {
    if (clear.textContent === labels.clear) { clear.textContent = labels.sure; return; }
    writeBasket([]);
    root.dataset.said = labels.removed;
    fillBasket(root, labels);
  });
  root.querySelector('.tools').replaceChildren(
    button(labels.export, () => exportBasket(labels, say)),
    button(labels.copyall, async () => say((await copyText(root, there.map(asQuoted).join('\n\n'))) ? labels.copied : labels.notcopied)),
    clear,
  );
}

function basketItem(root, labels, quotes, quote, index, say) {
  const item = make('li', 'quote');
  const words = make('blockquote', '', quote.gone || quote.text);
  const source = make('p', 'citation', quote.gone ? '' : quote.citation + checked(quote));
  const ways = make('p', 'ways');
  const named = (label) => ({ className: 'plain-button', label: `${label}: ${index + 1}` });
  if (!quote.gone) {
    ways.append(link(quote.link, labels.open), button(labels.copy, async () => say((await copyText(root, asQuoted(quote))) ? labels.copied : labels.notcopied), named(labels.copy)));
  }
  const move = (by) => {
    const rows = readBasket();
    [rows[index], rows[index + by]] = [rows[index + by], rows[index]];
    writeBasket(rows);
    root.dataset.said = labels.moved.replace('{n}', index + by + 1);
    fillBasket(root, labels, `li:nth-child(${index + by + 1}) .${by < 0 ? 'up' : 'down'}:not([disabled])`);
  };
  const up = button(labels.up, () => move(-1), named(labels.up));
  const down = button(labels.down, () => move(1), named(labels.down));
  up.classList.add('up');
  down.classList.add('down');
  up.disabled = index === 0;
  down.disabled = index === quotes.length - 1;
  const remove = button(labels.remove, () => {
    writeBasket(readBasket().filter((_, at) => at !== index));
    root.dataset.said = labels.removed;
    fillBasket(root, labels, `li:nth-child(${Math.max(1, Math.min(index + 1, quotes.length - 1))}) .remove`);
  }, named(labels.remove));
  remove.classList.add('remove');
  ways.append(up, down, remove);
  item.append(words, source, ways);
  return item;
}

async function exportBasket(labels, say) {
  try {
    const answer = await sendQuotes('/trich-dan/docx', readBasket());
    if (!answer.ok) throw new Error(String(answer.status));
    const file = URL.createObjectURL(await answer.blob());
    const away = make('a');
    away.href = file;
    away.download = 'trich-dan.docx';
    away.click();
    setTimeout(() => URL.revokeObjectURL(file), 10000);
    say(labels.exported);
  } catch { say(labels.bad); }
}
