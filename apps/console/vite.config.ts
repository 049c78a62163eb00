import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig, type UserConfig } from 'vite';
import { antdStyles } from './build/antd-styles.ts';
import { antdLeftOut } from './build/antd-left-out.ts';
import { compressedFiles } from './build/compressed-files.ts';
import { pageFiles } from './build/page-files.ts';
import { sharedFiles } from './build/shared-files.ts';

/** Where the API listens while `npm run dev` serves the pages; the build is served by the API itself. */
const API = process.env['API_URL'] ?? 'http://127.0.0.1:3000';

const config: UserConfig = {
  plugins: [react(), antdStyles(), antdLeftOut(), pageFiles(), compressedFiles()],
  // Addresses hang on the base that the API app writes into the page: one build serves under any path.
  base: './',
  // React has it since 18; this is for those before.
  resolve: { alias: { 'use-sync-external-store/shim': 'react' } },
  server: { proxy: { '/push': API } },
  build: {
    target: 'es2022',
    // Everything is a file of our own origin: no data addresses, no script in the page, so that the strictest CSP holds.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Packages that leave out to say that importing them does nothing: unused parts of them would be kept.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/(@rc-component|@ant-design|antd|i18next)\//, sideEffects: false }] },
    },
  },
};

export default defineConfig(async ({ command }) => {
  if (command === 'serve') return config;
  const files = await sharedFiles(config, import.meta.dirname);
  // Each module goes where it is said, without what it imports: that has its own place.
  const groups = [{ name: (module: string) => files.get(module) ?? null, debugName: 'shared-files', includeDependenciesRecursively: false }];
  return mergeConfig(config, { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } });
});
