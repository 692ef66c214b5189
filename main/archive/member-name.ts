/** Why a member of an archive must not be read under this name, null when the name is harmless. */
export function refuseName(name: string): string | null {
  if (name === '') return 'Refused: the member has no name.';
  if (/^[\\/]/.test(name)) return 'Refused: the name is an absolute path.';
  if (/^[a-z]:/i.test(name)) return 'Refused: the name begins with a drive letter.';
  if (name.split(/[\\/]/).includes('..')) return 'Refused: the name leads out of the archive with "..".';
  return null;
}

/** Gives members of the same name different paths: the second `a.json` becomes `a.json#2`. */
export class MemberPaths {
  readonly #archive: string;
  readonly #seen = new Map<string, number>();

  constructor(archive: string) {
    this.#archive = archive;
  }

  next(name: string): string {
    const count = (this.#seen.get(name) ?? 0) + 1;
    this.#seen.set(name, count);
    return `${this.#archive}!/${name}${count === 1 ? '' : `#${count}`}`;
  }
}
