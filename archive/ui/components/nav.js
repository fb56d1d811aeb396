// Follows links marked data-nav without a reload. Streamlit reads the address again when it hears `popstate`
// (its own handler for Back and Forward), so one pushState and one such event make exactly one step of the history.
export default function () {
  if (window.archiveNav) return;
  window.archiveNav = true;
  document.addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node.matches && node.matches('a[data-nav]'));
    if (!link || event.defaultPrevented || event.button) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target === '_blank') return;
    event.preventDefault();
    if (link.href === location.href) return;
    history.pushState({}, '', link.href);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0);
  });
}
