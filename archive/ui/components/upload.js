// Choose files (or drop them) and send them one by one; then the batch is read and its page opened.
// data: {header, limit, most, page, labels}; limit is in megabytes, page is where the batch is shown: page + batch name.
const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.root');
  if (root.firstElementChild) return;
  const { labels } = data;
  const area = make('div', 'area');
  const input = make('input');
  Object.assign(input, { type: 'file', multiple: true, id: 'files' });
  const button = make('label', 'choose', labels.choose);
  button.htmlFor = 'files';
  area.append(input, button, make('span', '', labels.drop), make('span', 'quiet', labels.limit.replace('{size}', data.limit)));
  const status = make('p', 'status');
  status.setAttribute('role', 'status');
  const list = make('ul');
  list.setAttribute('aria-label', labels.files);
  root.append(area, status, list);

  input.onchange = () => send(root, data, [...input.files]);
  area.ondragover = (event) => { event.preventDefault(); area.classList.add('over'); };
  area.ondragleave = () => area.classList.remove('over');
  area.ondrop = (event) => {
    event.preventDefault();
    area.classList.remove('over');
    send(root, data, [...event.dataTransfer.files]);
  };
}

async function send(root, data, files) {
  const input = root.querySelector('input');
  if (!files.length || input.disabled) return;
  input.disabled = true;
  const { labels } = data;
  const status = root.querySelector('.status');
  const rows = files.map((file) => row(root.querySelector('ul'), file.name));
  try {
    const batch = (await (await call('POST', '/tai-len', data)).json()).batch;
    let sent = 0;
    rows.slice(data.most).forEach((each) => each.say(labels.toomany.replace('{most}', data.most)));
    for (const [index, file] of files.slice(0, data.most).entries()) {
      status.textContent = labels.sending.replace('{done}', index).replace('{all}', files.length);
      if (file.size > data.limit * 2 ** 20) { rows[index].say(labels.toobig.replace('{size}', data.limit)); continue; }
      if (!file.size) { rows[index].say(labels.empty); continue; }
      const address = `/tai-len/${batch}/${index}?ten=${encodeURIComponent(file.name)}`;
      const answer = await put(address, file, data, rows[index].progress);
      if (answer === 204) { sent++; rows[index].sent(labels.sent); } else rows[index].say(labels.broken);
    }
    status.textContent = '';
    if (!sent) return;
    await call('POST', `/tai-len/${batch}`, data);
    rows.forEach((each) => each.tidy());
    go(root, data.page + encodeURIComponent(batch));
  } catch {
    status.textContent = labels.broken;
  } finally {
    input.disabled = false;
    input.value = '';
  }
}

async function call(method, address, data) {
  const answer = await fetch(address, { method, headers: { [data.header]: '1' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

// fetch tells nothing of how far a file has got, so this one is an XMLHttpRequest.
function put(address, file, data, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.setRequestHeader(data.header, '1');
    request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.onloadend = () => resolve(request.status);
    request.send(file);
  });
}

function row(list, name) {
  const item = make('li');
  const bar = make('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', name);
  const said = make('span', 'quiet');
  item.append(make('span', 'name', name), bar, said);
  list.append(item);
  let arrived = false;
  const say = (text) => { said.textContent = text; bar.hidden = true; };
  return {
    progress: (share) => { bar.value = share; },
    say,
    sent: (text) => { arrived = true; say(text); },
    tidy: () => { if (arrived) item.remove(); }, // from here on the page of the batch tells of it
  };
}

function go(root, address) {
  const link = make('a');
  link.href = address;
  link.dataset.nav = '';
  root.append(link);
  link.click();
  link.remove();
}
