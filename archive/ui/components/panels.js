// What stands around the text: its outline, its facts with their evidence, related documents.
function panel(title, className, open) {
  const details = make('details', 'panel ' + className);
  details.open = open;
  const summary = make('summary');
  summary.append(make('h2', '', title));
  details.append(summary);
  return details;
}

function outlinePanel(root, data) {
  if (data.outline.length < 2) return null;
  const details = panel(data.labels.outline, 'outline', root.clientWidth >= WIDE);
  const nav = make('nav');
  nav.setAttribute('aria-label', data.labels.outline);
  const list = make('ul');
  for (const entry of data.outline) {
    const item = make('li', 'level-' + Math.min(entry.level, 4));
    const step = button(entry.title, () => goTo(root, entry.start, 'start'), { className: '' });
    step.dataset.to = entry.start;
    item.append(step);
    list.append(item);
  }
  nav.append(list);
  details.append(nav);
  return details;
}

// Several papers bound in one file: each leads to where it begins.
function partsPanel(root, data) {
  if (!data.parts.length) return null;
  const details = panel(data.labels.parts, 'facts parts', true);
  const list = make('ol');
  for (const part of data.parts) {
    const item = make('li');
    item.append(button(part.title, () => goTo(root, part.start, 'start'), { className: 'evidence' }), make('div', 'quiet', part.about));
    if (part.doubt) item.append(make('div', 'doubt', part.doubt));
    list.append(item);
  }
  details.append(make('p', 'quiet', data.labels.partshelp), list);
  return details;
}

function factsPanel(root, data) {
  const details = panel(data.labels.facts, 'facts', root.clientWidth >= WIDE);
  details.append(factList(root, data.facts.filter((fact) => fact.main), data));
  const others = data.facts.filter((fact) => !fact.main);
  if (others.length) {
    const more = make('details', 'more');
    more.append(make('summary', '', data.labels.otherfacts), factList(root, others, data));
    details.append(more);
  }
  return details;
}

function factList(root, facts, data) {
  const list = make('dl');
  for (const fact of facts) {
    list.append(make('dt', '', fact.label));
    list.append(...fact.items.map((item) => (fact.items.length > 3 ? shortItem(root, item) : factItem(root, item, data))));
  }
  return list;
}

// One of many values (recipients): the value itself leads to its place.
function shortItem(root, item) {
  const box = make('dd');
  if (item.start === null) box.textContent = item.value;
  else {
    box.append(button(item.value, () => showFact(root, item.ref, item.start), { className: 'evidence' }));
  }
  return box;
}

function factItem(root, item, data) {
  const box = make('dd');
  box.append(make('span', item.value ? 'value' : 'value unknown', item.value || data.labels.unknown));
  if (item.doubt) box.append(' ', make('span', 'badge', data.labels.doubt));
  box.append(evidence(root, item, data));
  if (item.doubt) box.append(make('div', 'doubt', item.doubt));
  return box;
}

// How a fact was read: its printed form where that says more than the value, and a button that leads to the place.
function evidence(root, item, data) {
  const how = make('div', 'how');
  const where = [item.status, item.page].filter(Boolean).join(', ');
  const printed = item.raw ? `“${item.raw}” ` : '';
  if (item.start === null) {
    how.textContent = printed + where;
    return how;
  }
  const lead = button(where, () => showFact(root, item.ref, item.start), { className: 'evidence' });
  lead.title = data.labels.evidence;
  how.append(printed, lead);
  return how;
}

function relatedPanel(data) {
  const details = panel(data.labels.related, 'related', true);
  for (const group of data.related) {
    details.append(make('h3', '', group.title));
    const list = make('ul');
    for (const row of group.rows) {
      const item = make('li');
      const head = make('div');
      for (const relation of row.relations) head.append(make('span', 'relation', relation), ' ');
      head.append(row.open ? link(row.open, row.title) : make('span', '', row.title));
      item.append(head);
      const foot = make('div', 'how ways');
      if (row.who) foot.append(link(row.who, group.who, { label: `${group.who}: ${row.title}` }));
      if (row.beside) foot.append(link(row.beside, group.beside, { label: `${group.beside}: ${row.title}` }));
      if (row.starts.length) foot.append(citePlaces(details, row.starts, group));
      item.append(make('div', 'how', row.about), foot);
      list.append(item);
    }
    details.append(list);
  }
  if (!data.related.length) details.append(make('p', 'quiet', data.labels.norelated));
  return details;
}

// One button for all places of a citation; each press goes to the next.
function citePlaces(details, starts, group) {
  const all = starts.length;
  let next = 0;
  const step = button(all > 1 ? `${group.where} (${all})` : group.where, () => {
    goTo(details.getRootNode().querySelector('.root'), starts[next]);
    if (all > 1) step.textContent = `${group.where} (${next + 1}/${all})`;
    next = (next + 1) % all;
  }, { className: 'evidence' });
  return step;
}

