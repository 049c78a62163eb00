// Lets a benchmark import the TypeScript files of test/support: `register('./typescript-hooks.mjs', import.meta.url)` from node:module.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

export async function resolve(specifier, context, next) {
  const file = specifier.startsWith('.') && new URL(`${specifier}.ts`, context.parentURL);
  return file && existsSync(file) ? { url: file.href, shortCircuit: true } : next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } });
  return { format: 'module', source: code, shortCircuit: true };
}
