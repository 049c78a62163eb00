// Pieces that all sections of the administrator's page are made of.
import { el } from './common.js';

const $ = (id) => document.querySelector(`#${id}`);

let toastTimer;
export function toast(words) {
  $('toast').textContent = words;
  $('toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    $('toast').hidden = true;
  }, 3200);
}

/** A button that says what went wrong instead of failing in silence. */
export function button(label, action, className = '') {
  const made = el('button', { type: 'button', class: `btn ${className}`, text: label });
  const run = async () => {
    made.disabled = true;
    try {
      await action();
    } catch (error) {
      toast(error.message);
    } finally {
      made.disabled = false;
    }
  };
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    void run();
  });
  return made;
}

export const pill = (words, kind = '') => el('span', { class: `pill ${kind}`, text: words });
export const code = (words) => el('code', { text: words });

/** @param rows arrays of cells; a cell is text, a node, or a list of nodes */
export function table(heads, rows, nothing) {
  if (rows.length === 0) return el('p', { class: 'nothing', text: nothing });
  const cell = (value, index) => el('td', { class: heads[index]?.class ?? '' }, ...(Array.isArray(value) ? value : [value ?? '']));
  return el(
    'div',
    { class: 'scroll' },
    el('table', { class: 'grid' }, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { class: head.class ?? '', text: head.text ?? head })))), el('tbody', {}, ...rows.map((row) => (row instanceof Node ? row : el('tr', {}, ...row.map(cell)))))),
  );
}

/** A row that opens to show more. */
export function openable(cells, heads, more) {
  const row = el('tr', { class: 'open-able' }, ...cells.map((value, index) => el('td', { class: heads[index]?.class ?? '' }, ...(Array.isArray(value) ? value : [value ?? '']))));
  let opened;
  row.addEventListener('click', () => {
    if (opened) {
      opened.remove();
      opened = undefined;
      return;
    }
    opened = el('tr', { class: 'more' }, el('td', { colspan: cells.length }, more()));
    row.after(opened);
  });
  return row;
}

export function facts(pairs) {
  return el('dl', { class: 'facts-grid' }, ...pairs.filter(Boolean).map(([name, ...value]) => el('div', {}, el('dt', { text: name }), el('dd', {}, ...value))));
}

export function panel(head, ...children) {
  return el('section', { class: 'panel' }, head && el('header', {}, ...head), ...children);
}

/**
 * Asks in a dialog.
 * @param fields `{ name, label, value, options, area, check, type }`; an option is `[value, label]`
 * @param save gets the values; the dialog stays open with the message when it throws
 */
export function ask(title, fields, save, words) {
  const dialog = $('dialog');
  const problem = el('p', { class: 'problem', hidden: true, role: 'alert' });
  const inputs = fields.map((field) => {
    if (field.check) {
      const box = el('input', { type: 'checkbox', name: field.name });
      box.checked = field.value === true;
      return el('label', { class: 'check' }, box, el('span', { text: field.label }));
    }
    const input = field.options
      ? el('select', { class: 'field', name: field.name }, ...field.options.map(([value, label]) => el('option', { value, text: label })))
      : el(field.area ? 'textarea' : 'input', { class: 'field', name: field.name, type: field.area ? undefined : (field.type ?? 'text'), placeholder: field.placeholder, step: 'any' });
    if (field.value !== undefined) input.value = field.value;
    return el('label', {}, el('span', { text: field.label }), input);
  });
  const submit = el('button', { class: 'btn main', type: 'submit', text: words.save });
  const form = el('form', {}, el('h2', { text: title }), ...inputs, problem, el('div', { class: 'acts' }, button(words.cancel, () => dialog.close()), submit));
  const run = async () => {
    const values = Object.fromEntries(fields.map((field) => [field.name, field.check ? form.elements[field.name].checked : form.elements[field.name].value.trim()]));
    submit.disabled = true;
    try {
      await save(values);
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run();
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}

export const lines = (words) => words.split(/[\s,，、|]+/).filter(Boolean);
export const numbers = (words) => lines(words).map(Number).filter(Number.isFinite);
