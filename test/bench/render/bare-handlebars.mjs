// What somebody would write with Handlebars and Intl alone: the same sources, the same page, much the same words. Nothing is made
// safe, measured or cut, and no variable is checked.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Handlebars = require('handlebars');

const short = new Intl.NumberFormat('zh-CN', { notation: 'compact', maximumSignificantDigits: 4 });
const full = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 });
const share = new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const clocks = new Map();

function minute(time, timeZone) {
  let clock = clocks.get(timeZone);
  if (!clock) clocks.set(timeZone, (clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })));
  return clock.format(time);
}

/** A number and how it is written, since helpers ask for its sign. */
class Amount {
  constructor(value, text) {
    this.value = value;
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

const CHANGE = /环比|change/i;

function cell(value, { type, title, unit = '' }, withUnit) {
  if (value === null || value === undefined) return '—';
  if (type === 'percent') return new Amount(value, (CHANGE.test(title) ? signed : share).format(value));
  if (type === 'number') return new Amount(value, (Math.abs(value) < 100_000 ? full : short).format(value) + (withUnit ? unit : ''));
  return type === 'date' ? value.slice(5) : value;
}

function change(before, now) {
  return before ? new Amount(now - before, signed.format((now - before) / Math.abs(before))) : null;
}

function numberOf({ title, columns, rows: [row = []] }) {
  const at = columns.findIndex(({ type }) => type === 'number' || type === 'percent');
  const changeAt = columns.findIndex((column, index) => index > at && CHANGE.test(column.title));
  return {
    title, value: cell(row[at], columns[at], true), sinceLast: null,
    change: changeAt < 0 ? null : { title: columns[changeAt].title, value: cell(row[changeAt], columns[changeAt], true) },
  };
}

const headingOf = ({ title, unit }) => title + (unit ? `(${unit})` : '');
const line = (cells) => `| ${cells.join(' | ')} |`;

function chartOf({ title, kind, state, columns, rows, totalRows = rows.length }) {
  if (kind !== 'line') {
    return {
      trend: null, title, partlyEmpty: state === 'partly_empty', heading: columns.map(headingOf).join('　'),
      columns: columns.map((column) => ({ title: headingOf(column), numeric: column.type === 'number' || column.type === 'percent' })),
      rows: rows.slice(0, 10).map((row) => columns.map((column, at) => cell(row[at], column, false))), totalRows,
    };
  }
  const [last, before] = [rows.at(-1), rows.at(-2)];
  const values = columns.slice(1).map((column, at) => ({ title: columns.length > 2 ? column.title : '', value: cell(last[at + 1], column, true), change: change(before[at + 1], last[at + 1]) }));
  return { trend: { label: cell(last[0], columns[0], false), values }, title, partlyEmpty: state === 'partly_empty', heading: '', columns: [], rows: [], totalRows: 0 };
}

/** What the sources ask for, made of the page with Intl. */
export function bareView({ title, beginning = null, ending = null, link, runTime, zone, snapshot }) {
  const shown = snapshot.charts.filter(({ state }) => state === 'ok' || state === 'partly_empty');
  const titles = (state) => snapshot.charts.filter((chart) => chart.state === state).map((chart) => chart.title + (chart.reason ? `（${chart.reason}）` : '')).join('；') || null;
  return {
    title, test: false, beginning, ending, link, late: null, notes: [], moreCharts: 0,
    runTime: minute(runTime, zone), dataTime: minute(new Date(snapshot.dataTime), zone),
    filters: snapshot.filters.map(({ name, value }) => `${name} ${value}`).join('；'),
    numbers: shown.filter(({ kind }) => kind === 'number').map(numberOf),
    charts: shown.filter(({ kind }) => kind !== 'number').map(chartOf),
    empty: titles('empty'), failed: titles('failed'),
  };
}

const colored = (value) => (value instanceof Amount && value.value !== 0 ? `<font color="${value.value < 0 ? 'warning' : 'info'}">${value.text}</font>` : String(value));
const inColour = (value) => (value instanceof Amount && /%/.test(value.text) ? colored(value) : String(value));

/** @returns the fields of a template, ready to be rendered with {@link bareView}; HTML is not escaped, as WeCom shows entities as they are */
export function bareTemplate(sources, colours) {
  const handlebars = Handlebars.create();
  handlebars.registerHelper({
    number: String, short: String, percent: String, colored: colours ? colored : String, cells: (row) => row.map(colours ? inColour : String).join('　'),
    tableHead: ({ columns }) => `${line(columns.map(({ title }) => title))}\n${line(columns.map(({ numeric }) => (numeric ? '--:' : ':--')))}`, tableRow: line,
    trend: (value) => `${value.value > 0 ? '↑' : value.value < 0 ? '↓' : '→'} ${value.text.replace(/^[+-]/, '')}`,
    item: (name, value, remark) => `${name}\u001F${value} ${remark}`, row: ([name, ...rest]) => `${name}\u001F${rest.join(' ')}`,
    date: (text) => text.slice(0, 10), time: (text) => text.slice(11), top: ({ rows }, limit) => rows.slice(0, limit), more: ({ rows, totalRows }, limit) => totalRows - Math.min(rows.length, limit),
    truncate: (text, bytes) => (Buffer.byteLength(text) <= bytes ? text : `${text.slice(0, bytes / 3 - 1)}…`),
    plural: (count, one, many) => (count === 1 ? one : many),
  });
  const fields = Object.values(sources).map((source) => handlebars.compile(source, { noEscape: true }));
  return (view) => fields.map((field) => field(view));
}
