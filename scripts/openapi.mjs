// Writes the committed OpenAPI documents from the built code. A test compares them with the code, so they cannot fall behind.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { openApiDocumentOfCode } = require('../dist/apps/api/src/open-api.js');
const { hostContractDocument } = require('../dist/libs/bi-host/src/index.js');

const documents = {
  'docs/push-api.openapi.json': await openApiDocumentOfCode(),
  'docs/host-contract.openapi.json': hostContractDocument(),
};
for (const [file, document] of Object.entries(documents)) {
  await writeFile(new URL(`../${file}`, import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
  console.log(`wrote ${file}`);
}
