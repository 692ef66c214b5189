import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from '../../fixtures/make/log-writers.ts';
import { ROOT } from './open-case.ts';
import { runChild } from './run-child.ts';
import { quantile } from './statistics.ts';

/** What it took to read one set of logs, medians of several runs; seconds and bytes. */
export type IngestFigures = {
  readonly events: number;
  readonly layout: Layout;
  readonly rawBytes: number;
  readonly gunzipSeconds: number;
  readonly plainSeconds: number | null;
  readonly ingestSeconds: number;
  readonly peakBytes: number;
  readonly caseBytes: number;
};

const TSX = ['--import', 'tsx'];
/** The least number of files that the generator makes of a layout. */
const FILES: Readonly<Record<Layout, number>> = {
  'small-gz': Number.POSITIVE_INFINITY,
  'big-gz': 4,
  ndjson: 1,
  single: 1,
};

/** Generates the logs and answers their size, uncompressed. */
export async function generate(events: number, layout: Layout, folder: string): Promise<number> {
  const generator = join(ROOT, 'fixtures', 'make', 'generate-events.ts');
  const args = [...TSX, generator, '--events', String(events), '--layout', layout, '--out', folder];
  const { output } = await runChild(process.execPath, args);
  return Number(/(\d+) bytes raw/.exec(output)?.[1]);
}

/** Decompresses every file of the folder and counts the bytes, as a shell would; reads what is not compressed. */
function gunzip(folder: string, layout: Layout) {
  const cat = layout === 'small-gz' || layout === 'big-gz' ? 'zcat' : 'cat';
  return runChild('sh', ['-c', `find '${folder}' -type f | xargs ${cat} | wc -c`]);
}

/**
 * Reads the logs `runs` times into a case, each time after the two references: gunzip alone, and the plainest load into
 * DuckDB. The last case stays at `casePath`. Throws where an event is missing.
 */
export async function measureIngest(
  folder: string,
  casePath: string,
  about: {
    readonly events: number;
    readonly layout: Layout;
    readonly rawBytes: number;
    readonly runs: number;
  },
): Promise<IngestFigures> {
  const { events, layout, runs } = about;
  const figures = {
    gunzip: [] as number[],
    plain: [] as number[],
    ingest: [] as number[],
    peak: [] as number[],
  };
  let canLoadPlainly = true;
  for (let run = 0; run < runs; run++) {
    figures.gunzip.push((await gunzip(folder, layout)).seconds);
    const plain = canLoadPlainly ? await loadPlainly(folder, about) : null;
    if (plain === null) canLoadPlainly = false;
    else figures.plain.push(plain);
    remove(casePath);
    const cli = join(ROOT, 'out', 'main', 'cli.js');
    const ran = await runChild(process.execPath, [cli, 'ingest', folder, '--case', casePath, '--json']);
    const result = JSON.parse(ran.output) as { readonly records: number };
    if (result.records !== events) throw new Error(`Of ${events} events ${result.records} were read.`);
    figures.ingest.push(ran.seconds);
    figures.peak.push(ran.peakBytes);
  }
  return {
    events,
    layout,
    rawBytes: about.rawBytes,
    gunzipSeconds: quantile(figures.gunzip, 0.5),
    plainSeconds: figures.plain.length > 0 ? quantile(figures.plain, 0.5) : null,
    ingestSeconds: quantile(figures.ingest, 0.5),
    peakBytes: quantile(figures.peak, 1),
    caseBytes: statSync(casePath).size,
  };
}

/** Seconds of the plainest load; null where DuckDB cannot read the files that way, as objects of many gigabytes. */
async function loadPlainly(
  folder: string,
  {
    layout,
    events,
    rawBytes,
  }: { readonly layout: Layout; readonly events: number; readonly rawBytes: number },
): Promise<number | null> {
  const path = `${folder}.duckdb`;
  const script = join(import.meta.dirname, 'plain-load.ts');
  try {
    const ran = await runChild(process.execPath, [
      ...TSX,
      script,
      folder,
      layout,
      path,
      String(rawBytes / FILES[layout]),
    ]);
    if (Number(ran.output) !== events)
      throw new Error(`The plain load read ${ran.output} of ${events} events.`);
    return ran.seconds;
  } catch (error) {
    console.error(
      `The plain load of ${layout} failed: ${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  } finally {
    remove(path);
  }
}

function remove(path: string): void {
  for (const file of [path, `${path}.wal`]) rmSync(file, { force: true });
}
