import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { antdStyles } from './build/antd-styles.ts';
import { antdTable } from './build/antd-table.ts';

/** Where the API listens while `npm run dev` serves the pages; the build is served by the API itself. */
const API = process.env['API_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), antdStyles(), antdTable()],
  // Addresses hang on the base that the API app writes into the page: one build serves under any path.
  base: './',
  server: { proxy: { '/push': API } },
  build: {
    target: 'es2022',
    // Everything is a file of our own origin: no data addresses, no script in the page, so that the strictest CSP holds.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // Which page loads what: test/process/console-size reads it.
    manifest: true,
    rolldownOptions: {
      // Packages that leave out to say that importing them does nothing: unused parts of them would be kept.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/(@rc-component|@ant-design|antd|i18next)\//, sideEffects: false }] },
      // What every page needs is one file instead of 70 small ones, which compress worse.
      output: { codeSplitting: { groups: [{ name: 'shell', test: /src[\\/](main|app[\\/]shell)\.tsx$/ }] } },
    },
  },
});
