// Follows links marked data-nav without a reload. Streamlit reads the address again when it hears `popstate`
// (its own handler for Back and Forward), so one pushState and one such event make exactly one step of the history.
// Each step remembers how far its page was scrolled, and Back returns there. A link marked data-stay changes only how
// the page is shown, so the place read stays.
const PATIENCE = 5000;
const scroller = () => document.querySelector('[data-testid=stMain]');
const busy = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'notRunning';

export default function () {
  if (window.archiveNav) return;
  window.archiveNav = true;
  document.addEventListener('click', follow);
  document.addEventListener('scroll', remember, { capture: true, passive: true });
  window.addEventListener('popstate', (event) => { if (event.isTrusted) restore(event.state?.top || 0); });
}

function follow(event) {
  const link = event.composedPath().find((node) => node.matches && node.matches('a[data-nav], a[data-skip]'));
  if (!link || event.defaultPrevented || event.button || link.target === '_blank') return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.matches('[data-skip]')) { skip(link); return; }
  if (link.href === location.href) return;
  clearTimeout(remember.timer);
  history.replaceState({ ...history.state, top: scroller()?.scrollTop || 0 }, '');
  history.pushState({}, '', link.href);
  window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  if (!link.matches('[data-stay]')) scroller()?.scrollTo(0, 0);
}

// Past the bar, to what the page is about; or past something else, to what `data-skip` names.
function skip(link) {
  const next = link.dataset.skip ? document.querySelector(link.dataset.skip) : link.closest('[data-testid=stElementContainer]')?.nextElementSibling;
  if (!next) return;
  next.tabIndex = -1;
  next.focus();
}

function remember(event) {
  if (event.target !== scroller() || busy()) return;
  clearTimeout(remember.timer);
  const address = location.href;
  remember.timer = setTimeout(() => {
    if (location.href === address) history.replaceState({ ...history.state, top: scroller().scrollTop }, '');
  }, 200);
}

// The page of that step is made anew: wait until it is, and long enough to be scrolled so far.
function restore(top) {
  clearTimeout(remember.timer);
  const began = performance.now();
  let started = false;
  const look = () => {
    const main = scroller();
    const waited = performance.now() - began;
    started ||= busy() || waited > 300;
    if (started && !busy() && main.scrollHeight - main.clientHeight >= top) main.scrollTo(0, top);
    else if (waited < PATIENCE) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
