import type { SourceFile } from '../../../preload/contract/model/case.ts';
import type { IntegrityLevel } from '../../../preload/contract/model/integrity.ts';

type Status = SourceFile['status'];

/** What a status is called, with a sign beside its colour. */
export const STATUS: Readonly<Record<Status, { readonly sign: string; readonly title: string }>> = {
  read: { sign: '●', title: 'read' },
  damaged: { sign: '▲', title: 'damaged' },
  skipped: { sign: '–', title: 'skipped' },
  container: { sign: '▣', title: 'archive' },
  reading: { sign: '…', title: 'reading' },
  removed: { sign: '×', title: 'removed' },
};

/** A sign beside the colour of a level of integrity. */
export const LEVEL_SIGNS: Readonly<Record<IntegrityLevel, string>> = {
  'signature-verified': '✔',
  'hash-consistent': '●',
  'not-covered': '○',
  failed: '✕',
};

/** Whether records of a file of that status were counted. */
export function isCounted(status: Status): boolean {
  return status === 'read' || status === 'damaged' || status === 'reading';
}

/** The last part of a path, for titles. */
export function fileNameOf(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}
