import { isAbsolute, resolve } from 'node:path';

/** What a start of the desktop shell was asked to open. */
export type StartRequest =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'sample' }
  | { readonly kind: 'case'; readonly path: string };

/** Reads the arguments after the program's own: `--sample`, or the path of a case file (`*.spoor`). */
export function parseStartRequest(args: readonly string[], workingDir: string): StartRequest {
  if (args.includes('--sample')) return { kind: 'sample' };
  const path = args.find((arg) => !arg.startsWith('-') && arg.toLowerCase().endsWith('.spoor'));
  if (path === undefined) return { kind: 'nothing' };
  return { kind: 'case', path: isAbsolute(path) ? path : resolve(workingDir, path) };
}
