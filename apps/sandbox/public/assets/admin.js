import { el, translate } from './common.js';
import { apps, members, robots } from './admin-corps.js';
import { toast } from './admin-parts.js';
import { providers } from './admin-providers.js';
import { callbacks, faults, journal, limits } from './admin-traffic.js';
import { WORDS } from './admin-words.js';

const text = translate(WORDS);
const words = { save: text('save'), cancel: text('cancel') };
const SECTIONS = { apps, members, robots, providers, callbacks, faults, limits, journal };

const content = document.querySelector('#content');
let shown = 0;

async function show() {
  const name = location.hash.slice(1) in SECTIONS ? location.hash.slice(1) : 'apps';
  for (const link of document.querySelectorAll('#side a')) link.toggleAttribute('aria-current', link.hash === `#${name}`);
  shown += 1;
  const mine = shown;
  try {
    const nodes = await SECTIONS[name]({ text, words, reload: () => void show() });
    // Who clicks faster than the answers come sees the section chosen last.
    if (mine === shown) content.replaceChildren(...nodes.filter(Boolean));
  } catch (error) {
    toast(error.message);
  }
}

document.querySelector('#side').append(...Object.keys(SECTIONS).map((name) => el('a', { href: `#${name}`, text: text(name) })));
addEventListener('hashchange', () => void show());
void show();
