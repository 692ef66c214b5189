import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MethodInput, MethodName, MethodOutput } from '../../preload/contract/methods.ts';
import { methods } from '../../preload/contract/methods.ts';
import type { ExportProgress } from '../../preload/contract/model/event.ts';
import type { Platform } from '../platform/platform.ts';
import { createService, type LocalService } from './create-service.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The whole service over a temporary data folder, as a host without dialogs would run it. */
export type TestService = {
  readonly dataDir: string;
  readonly service: LocalService;
  readonly call: <N extends MethodName>(name: N, input: MethodInput<N>) => Promise<MethodOutput<N>>;
  /** Starts the export and answers how it ended. */
  readonly finishExport: (input: MethodInput<'export.start'>) => Promise<ExportProgress>;
  readonly close: () => Promise<void>;
};

function testPlatform(dataDir: string): Platform {
  return {
    host: 'cli',
    version: 'test',
    dataDir,
    sqlDir: join(ROOT, 'sql'),
    sampleDir: join(ROOT, 'fixtures', 'archives', 'sample-incident'),
    workerPath: join(ROOT, '.cache', 'test-worker', 'ingest-worker.js'),
    capabilities: ['browseFolders'],
    dialogs: null,
    reveal: null,
    offerDownload: null,
    logger: SILENT,
  };
}

export async function openTestService(): Promise<TestService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'spoor-test-'));
  const service = await createService(testPlatform(dataDir));
  const call: TestService['call'] = async (name, input) => {
    const handler = service.handlers[name] as (
      input: unknown,
      context: { signal: AbortSignal },
    ) => Promise<never>;
    return handler(methods[name].input.parse(input), { signal: new AbortController().signal });
  };
  return {
    dataDir,
    service,
    call,
    finishExport: (input) =>
      new Promise((resolve, reject) => {
        const stop = service.subscribe((name, payload) => {
          if (name !== 'export.progress') return;
          const progress = payload as ExportProgress;
          if (progress.status === 'running') return;
          stop();
          resolve(progress);
        });
        call('export.start', input).catch(reject);
      }),
    close: async () => {
      await service.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
