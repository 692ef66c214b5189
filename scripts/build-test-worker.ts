import { join } from 'node:path';
import { build } from 'vite';

/** Builds the reading worker for the unit tests, which run the rest from its sources. */
export async function setup(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'main/ingest/worker.ts',
      outDir: '.cache/test-worker',
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'ingest-worker.js' } },
    },
  });
}
