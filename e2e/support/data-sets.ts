import { existsSync } from 'node:fs';
import { join } from 'node:path';

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/** The recording of an attack simulation, `invictus-ir/aws_dataset`; beside the project or absent. */
export const INVICTUS = join(DATA, 'invictus-ir', 'CloudTrail');

/** What each part of that recording is, one line for each run of the tool and phase. */
export const INVICTUS_TRUTH = join(DATA, 'invictus-ir', 'GROUND_TRUTH.tsv');

/** The recordings of single techniques, `DataDog/stratus-red-team`; beside the project or absent. */
export const STRATUS = join(DATA, 'stratus-detonation-logs', 'docs', 'detonation-logs');

/** Why tests over a recording are left out; null where it is there. */
export const whyLeftOut = (path: string): string | null =>
  existsSync(path) ? null : `left out: the recording is not beside the project (${path})`;
