// The original beside or instead of the text: pictures of its pages, with their words over them, to select, and boxes
// around hits, around what a fact was read from and around the quoted passage. A picture is asked for when it is near.
const RATIO = 297 / 210;

function picturePane(root, data, life) {
  const pane = make('section', 'original');
  pane.tabIndex = 0;
  pane.setAttribute('aria-label', data.labels.pictures);
  if (!data.pictures) {
    pane.append(make('p', 'quiet', data.labels.nopictures), link(data.download, data.labels.download, { tab: true }));
    return pane;
  }
  const watcher = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) drawPicture(root, target, data);
  }, { root: pane, rootMargin: '600px 0px' });
  for (const page of data.pages) {
    const figure = make('figure', 'picture');
    figure.dataset.page = page.number;
    figure.style.aspectRatio = `1 / ${RATIO}`;
    pane.append(figure);
    watcher.observe(figure);
  }
  life.signal.addEventListener('abort', () => watcher.disconnect());
  pane.addEventListener('scroll', () => {
    if (root.dataset.view === 'original') setPage(root, pageSeen(pane), { follow: false });
  }, { passive: true });
  return pane;
}

function pageSeen(pane) {
  const middle = pane.getBoundingClientRect().top + pane.clientHeight / 3;
  const figures = [...pane.querySelectorAll('figure')];
  const at = figures.findLastIndex((one) => one.getBoundingClientRect().top <= middle);
  return Number(figures[Math.max(0, at)].dataset.page);
}

function drawPicture(root, figure, data) {
  if (figure.firstChild || !figure.clientWidth) return;
  const number = figure.dataset.page;
  const image = make('img');
  image.alt = data.labels.picture.replace('{n}', number);
  image.decoding = 'async';
  image.onerror = () => figure.replaceChildren(make('p', 'quiet', data.labels.badpicture));
  image.src = `/trang/${data.id}/${number}.png?rong=${Math.ceil(figure.clientWidth * Math.min(2, devicePixelRatio))}`;
  const boxes = make('div', 'boxes');
  const words = make('div', 'words');
  words.lang = 'vi';
  figure.append(image, boxes, words);
  fetch(`/trang/${data.id}/${number}.json`)
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((page) => {
      if (!page || !figure.isConnected) return;
      figure.style.aspectRatio = `${page.width} / ${page.height}`;
      figure.words = page.words;
      for (const [left, top, right, bottom, text] of page.words) {
        const word = make('span', '', text);
        Object.assign(word.style, share(left, top, right, bottom), { fontSize: `${(bottom - top) * 82}cqh` });
        words.append(word, ' ');
      }
      showBoxes(root);
    })
    .catch(() => {});
}

const share = (left, top, right, bottom) => ({
  left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%`,
});

// ── boxes ──

const runs = (text) => [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ at: match.index, end: match.index + match[0].length, key: eachUnit(match[0], plainLetter) }));

// Words of a span on a page of the text, looked for among the words of its picture: the same words in the same order, at
// the same count of such places before. Where the picture has none such, nothing is boxed.
function boxesOf(page, figure, data, start, end) {
  if (!figure.words) return [];
  figure.keys ??= figure.words.flatMap((word) => runs(word[4]).map(({ key }) => ({ key, word })));
  figure.text ??= runs(data.text.slice(page.start, page.end)).map((run) => ({ ...run, at: run.at + page.start, end: run.end + page.start }));
  const first = figure.text.findIndex((run) => run.end > start);
  const wanted = first < 0 ? [] : figure.text.slice(first).filter((run) => run.at < end).map((run) => run.key);
  if (!wanted.length) return [];
  const inText = placesOf(figure.text, wanted);
  const inPicture = placesOf(figure.keys, wanted);
  if (!inPicture.length) return [];
  const count = inText.indexOf(first);
  const share_ = inText.length > 1 ? count / (inText.length - 1) : 0;
  const at = inPicture.length === inText.length ? inPicture[count] : inPicture[Math.round(share_ * (inPicture.length - 1))];
  return [...new Set(figure.keys.slice(at, at + wanted.length).map(({ word }) => word))];
}

function placesOf(list, wanted) {
  const found = [];
  for (let i = 0; i + wanted.length <= list.length; i++) {
    if (wanted.every((key, j) => list[i + j].key === key)) found.push(i);
  }
  return found;
}

// What is boxed on a page: hits (the current one stronger), the fact that was asked about, found words, the quoted passage.
function wantedBoxes(now) {
  const boxes = [];
  for (const note of now.data.notes) {
    if (note.kind === 'hit') boxes.push({ ...note, name: note.ref === now.current ? 'hit now' : 'hit' });
    if (note.kind === 'fact' && note.ref === now.fact) boxes.push({ ...note, name: 'evidence' });
    if (note.kind === 'quote') boxes.push({ ...note, name: 'quoted' });
  }
  (now.found || []).forEach(([start, end], index) => boxes.push({ start, end, name: index === now.foundAt ? 'hit now' : 'hit' }));
  return boxes;
}

function showBoxes(root) {
  const now = state.get(root);
  if (!now || root.dataset.view === 'words') return;
  const wanted = wantedBoxes(now);
  for (const figure of root.querySelectorAll('figure')) {
    const layer = figure.querySelector('.boxes');
    if (!layer || !figure.words) continue;
    const page = now.data.pages.find((one) => one.number === Number(figure.dataset.page));
    const boxes = wanted.filter(({ start, end }) => start < page.end && end > page.start).flatMap(({ start, end, name }) =>
      boxesOf(page, figure, now.data, Math.max(start, page.start), Math.min(end, page.end)).map((word) => {
        const box = make('div', `box ${name}`);
        Object.assign(box.style, share(...word.slice(0, 4)));
        return box;
      }));
    layer.replaceChildren(...boxes);
  }
}

function showPage(root, number) {
  const pane = root.querySelector('.original');
  const figure = pane?.querySelector(`figure[data-page="${number}"]`);
  if (!figure || root.dataset.view === 'words') return;
  pane.scrollTop += figure.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
}
