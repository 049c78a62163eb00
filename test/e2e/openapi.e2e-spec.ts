import { readFileSync } from 'node:fs';
import { openApiDocumentOfCode } from '../../apps/api/src/open-api';

it('docs/push-api.openapi.json is the document of the code; `npm run build && npm run openapi` writes it', async () => {
  const committed: unknown = JSON.parse(readFileSync('docs/push-api.openapi.json', 'utf8'));
  const document: unknown = JSON.parse(JSON.stringify(await openApiDocumentOfCode()));
  expect(committed).toEqual(document);
});
