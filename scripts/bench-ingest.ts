// npm run bench -- [--events 500000]: generates events, then times the ingest against gunzipping the same tree.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const RUNS = 3;

type Measured = {
  readonly zcatMs: number;
  readonly ingestMs: number;
  readonly caseBytes: number;
  readonly rawBytes: number;
};

function timed(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** The reference: decompress every file of the tree and count the bytes, as a shell would. */
function gunzipTree(folder: string): number {
  const pipeline = `find '${folder}' -name '*.gz' | xargs zcat | wc -c`;
  return Number(execFileSync('sh', ['-c', pipeline], { encoding: 'utf8' }));
}

function ingestTree(folder: string, casePath: string): { events: number } {
  const program = join(root, 'out', 'main', 'cli.js');
  const args = [program, 'ingest', folder, '--case', casePath, '--json'];
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
}

function measure(folder: string, work: string, events: number, run: number): Measured {
  const casePath = join(work, `run-${run}.spoor`);
  let rawBytes = 0;
  const zcatMs = timed(() => {
    rawBytes = gunzipTree(folder);
  });
  let result = { events: 0 };
  const ingestMs = timed(() => {
    result = ingestTree(folder, casePath);
  });
  if (result.events !== events) throw new Error(`Of ${events} events ${result.events} were read.`);
  const caseBytes = statSync(casePath).size;
  rmSync(casePath);
  return { zcatMs, ingestMs, caseBytes, rawBytes };
}

function report(events: number, runs: readonly Measured[]): void {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  console.log(
    `Spoor ${version}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`,
  );
  console.log(`${events} events, ${((runs[0]?.rawBytes ?? 0) / 1e6).toFixed(0)} MB of JSON in gzip files`);
  console.table(
    runs.map(({ zcatMs, ingestMs, caseBytes, rawBytes }) => ({
      'zcat | wc (s)': (zcatMs / 1000).toFixed(2),
      'ingest (s)': (ingestMs / 1000).toFixed(2),
      ratio: (ingestMs / zcatMs).toFixed(2),
      'events/s': Math.round((events / ingestMs) * 1000),
      'case ÷ raw': (caseBytes / rawBytes).toFixed(3),
    })),
  );
}

function main(): void {
  const { values } = parseArgs({ options: { events: { type: 'string', default: '500000' } } });
  const events = Number(values.events);
  if (!Number.isInteger(events) || events < 1) throw new Error('--events takes a whole number above 0.');
  const work = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
  try {
    const folder = join(work, 'logs');
    const generator = join(root, 'fixtures', 'make', 'generate-events.ts');
    execFileSync(
      process.execPath,
      ['--import', 'tsx', generator, '--events', String(events), '--out', folder],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const runs: Measured[] = [];
    for (let run = 1; run <= RUNS; run++) runs.push(measure(folder, work, events, run));
    report(events, runs);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main();
