// A search box: on Enter it goes to data.path with its words under data.name, keeping data.keep ([[name, value], …]).
// data: {path, name, value, keep, label, placeholder, button}
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  if (!root.firstElementChild) build(root);
  const form = root.querySelector('form');
  const input = form.querySelector('input');
  form.setAttribute('aria-label', data.label);
  input.setAttribute('aria-label', data.label);
  input.placeholder = data.placeholder;
  form.querySelector('button').textContent = data.button;
  if (root.dataset.value !== data.value) input.value = root.dataset.value = data.value;
  form.onsubmit = (event) => {
    event.preventDefault();
    const words = input.value.trim();
    const query = new URLSearchParams(data.keep);
    if (words) query.set(data.name, words);
    root.dataset.value = words;
    go(root, data.path + (query.size ? '?' + query : ''));
  };
}

function build(root) {
  const form = document.createElement('form');
  form.setAttribute('role', 'search');
  const input = document.createElement('input');
  input.type = 'search';
  input.enterKeyHint = 'search';
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.maxLength = 400;
  const button = document.createElement('button');
  button.type = 'submit';
  form.append(input, button);
  root.append(form);
}

function go(root, address) {
  const link = document.createElement('a');
  link.href = address;
  link.dataset.nav = '';
  link.hidden = true;
  root.append(link);
  link.click();
  link.remove();
}
