import Handlebars from 'handlebars';
import { STYLE } from './style';
import type { ChartView } from './page-view';
import type { Words } from './words';

// An engine of our own, so that its partials are ours alone. It escapes every value but the two parts that we made ourselves.
const engine = Handlebars.create();

engine.registerPartial(
  'number',
  `<div class="figure">{{figure}}{{#if unit}}<small>{{unit}}</small>{{/if}}</div>
{{#if facts.length}}<dl class="facts">{{#each facts}}<div><dt>{{name}}</dt><dd>{{value}}</dd></div>{{/each}}</dl>{{/if}}`,
);
engine.registerPartial(
  'table',
  `<div class="scroll"><table><thead><tr>{{#each heads}}<th{{#if look}} class="{{look}}"{{/if}}>{{text}}</th>{{/each}}</tr></thead>
<tbody>{{#each rows}}<tr>{{#each this}}<td{{#if look}} class="{{look}}"{{/if}}>{{text}}</td>{{/each}}</tr>{{/each}}</tbody></table></div>`,
);
engine.registerPartial(
  'line',
  `<svg class="plot" viewBox="0 0 {{width}} {{height}}" role="img" aria-label="{{../title}}">
{{#each yMarks}}<line class="grid" x1="{{../left}}" x2="{{../right}}" y1="{{y}}" y2="{{y}}"/><text x="{{../left}}" y="{{y}}" dx="-6" dy="4" text-anchor="end">{{text}}</text>{{/each}}
{{#each xMarks}}<text x="{{x}}" y="{{../height}}" dy="-5" text-anchor="{{anchor}}">{{text}}</text>{{/each}}
{{#each lines}}<path class="s{{series}}" d="{{path}}"/>{{#if end}}<circle class="s{{series}}" cx="{{end.x}}" cy="{{end.y}}" r="2.6"/>{{/if}}{{/each}}
</svg>
<ul class="legend">{{#each legend}}<li><svg viewBox="0 0 14 8" aria-hidden="true"><rect class="s{{series}}" y="3" width="14" height="2"/></svg>{{name}}</li>{{/each}}</ul>`,
);
engine.registerPartial(
  'bars',
  `<dl class="bars">{{#each this}}<dt><span>{{label}}</span><span>{{value}}</span></dt>
<dd><svg aria-hidden="true"><rect class="track" width="100%" height="8" rx="4"/><rect class="bar" x="{{start}}%" width="{{length}}%" height="8" rx="4"/></svg></dd>{{/each}}</dl>`,
);
engine.registerPartial(
  'chart',
  `<section class="card{{#if narrow}} narrow{{/if}}"><h2>{{title}}</h2>
{{#if notice}}<p class="notice{{#if failed}} failed{{/if}}">{{notice}}</p>{{/if}}
{{#if number}}{{> number number}}{{/if}}{{#if line}}{{> line line}}{{/if}}{{#if bars}}{{> bars bars}}{{/if}}{{#if table}}{{> table table}}{{/if}}
{{#if warning}}<p class="warning">{{warning}}</p>{{/if}}</section>`,
);

const layout = engine.compile<Frame & { body: Handlebars.SafeString; style: Handlebars.SafeString }>(
  `<!doctype html>
<html lang="{{words.tag}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>{{title}}</title><style>{{style}}</style></head>
<body>{{body}}<footer><span>{{words.source}}</span><span><a href="/?lang={{words.tag}}">{{words.allPages}}</a> · <a href="{{otherLanguageLink}}">{{words.otherLanguage}}</a></span></footer></body></html>`,
);

/** What every page has. */
export interface Frame {
  title: string;
  words: Words;
  otherLanguageLink: string;
}

export interface ReportPage extends Frame {
  project: string;
  dataDay?: string;
  filters: { name: string; value: string }[];
  charts: ChartView[];
}

export interface HomePage extends Frame {
  projects: { name: string; pages: { title: string; link: string; badge?: string }[] }[];
}

export interface MessagePage extends Frame {
  text: string;
}

export interface SignInPage extends Frame {
  text: string;
  link: string;
  error?: string;
}

export interface InboxPage extends Frame {
  name: string;
  notices: { at: string; text: string; url: string }[];
}

function pageTemplate(source: string): (page: Frame) => string {
  const body = engine.compile<Frame>(source);
  const style = new engine.SafeString(STYLE);
  return (page) => layout({ ...page, body: new engine.SafeString(body(page)), style });
}

export const reportHtml: (page: ReportPage) => string = pageTemplate(
  `<header><div class="project">{{project}}</div><h1>{{title}}</h1>
<ul class="meta"><li>{{#if dataDay}}{{words.dataTime}} {{dataDay}}{{else}}{{words.noDataTime}}{{/if}}</li>{{#each filters}}<li>{{name}}{{../words.colon}}{{value}}</li>{{/each}}</ul></header>
<main class="charts">{{#each charts}}{{> chart this}}{{/each}}</main>`,
);

export const homeHtml: (page: HomePage) => string = pageTemplate(
  `<header><h1>{{title}}</h1><p>{{words.homeText}} <a href="/inbox?lang={{words.tag}}">{{words.inbox}}</a></p></header>
<main class="charts">{{#each projects}}<section class="card"><h2>{{name}}</h2>
<ul class="pages">{{#each pages}}<li><a href="{{link}}">{{title}}</a>{{#if badge}}<span class="badge">{{badge}}</span>{{/if}}</li>{{/each}}</ul></section>{{/each}}</main>`,
);

export const messageHtml: (page: MessagePage) => string = pageTemplate(`<main class="charts"><section class="card message"><h1>{{title}}</h1><p>{{text}}</p></section></main>`);

export const signInHtml: (page: SignInPage) => string = pageTemplate(
  `<main class="charts"><section class="card message"><h1>{{title}}</h1><p>{{text}}</p>
<form method="post" action="{{link}}">{{#if error}}<p class="error" role="alert">{{error}}</p>{{/if}}
<label>{{words.account}}<input name="account" autocomplete="username" autocapitalize="none" maxlength="256" required></label>
<label>{{words.password}}<input name="password" type="password" autocomplete="current-password" maxlength="256" required></label>
<button type="submit">{{words.signIn}}</button></form></section></main>`,
);

export const inboxHtml: (page: InboxPage) => string = pageTemplate(
  `<header><h1>{{title}}</h1><p>{{name}}</p></header>
<main class="charts">{{#each notices}}<section class="card"><p>{{text}}</p><p><a href="{{url}}">{{../words.openLink}}</a> · {{at}}</p></section>{{else}}<section class="card"><p>{{words.inboxEmpty}}</p></section>{{/each}}</main>`,
);
