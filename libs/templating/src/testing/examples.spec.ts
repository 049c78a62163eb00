import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examples } from './examples';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

describe('the README', () => {
  it.each(Object.entries(examples()))('shows %s as it is sent', (heading, message) => {
    expect(readme).toContain(`**${heading}**\n\n\`\`\`\`\n${message}\n\`\`\`\`\n`);
  });
});
