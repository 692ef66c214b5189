/** What Athena and CloudTrail Lake print of rows, maps and lists: texts, never numbers; null where it says so. */
export type PrestoValue = string | null | readonly PrestoValue[] | { readonly [key: string]: PrestoValue };

const MAX_DEPTH = 20;
/** A bare value goes on to the end, or to the end of its part of a row or list. */
const BARE = { '': '.*', '}': '(?:(?!, [A-Za-z0-9_.:/-]+=)[^}])*', ']': '(?:(?!, )[^\\]])*' } as const;

/**
 * Reads `{type=IAMUser, sessioncontext={attributes={…}}}` and `[{arn=…, type=…}]`. The print has no quotes, so a comma
 * ends a value only before the next `key=`. Undefined where the text is not one such value to its end.
 */
export function parsePresto(text: string): PrestoValue | undefined {
  const reader = new PrestoReader(text);
  try {
    const value = reader.value(0, '');
    return reader.atEnd ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class PrestoReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.trim();
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** A value; a bare one ends before the closing bracket `close` of what it is in, or before the next part of that. */
  value(depth: number, close: '' | '}' | ']'): PrestoValue {
    if (depth > MAX_DEPTH) throw new SyntaxError('It is nested too deep.');
    const next = this.#text[this.#at];
    if (next === '{') return this.#row(depth);
    if (next === '[') return this.#list(depth);
    return this.#bare(close);
  }

  #row(depth: number): PrestoValue {
    const row: Record<string, PrestoValue> = {};
    this.#at++;
    if (this.#take('}')) return row;
    do {
      const key = this.#match(/[A-Za-z0-9_.:/-]+(?==)/y);
      if (key === null) throw new SyntaxError('A key is missing.');
      if (Object.hasOwn(row, key)) throw new SyntaxError('A key comes twice.');
      this.#at++;
      Object.defineProperty(row, key, { value: this.value(depth + 1, '}'), enumerable: true });
    } while (this.#take(', '));
    if (!this.#take('}')) throw new SyntaxError('A row is not closed.');
    return row;
  }

  #list(depth: number): PrestoValue {
    const list: PrestoValue[] = [];
    this.#at++;
    if (this.#take(']')) return list;
    do list.push(this.value(depth + 1, ']'));
    while (this.#take(', '));
    if (!this.#take(']')) throw new SyntaxError('A list is not closed.');
    return list;
  }

  #bare(close: '' | '}' | ']'): string | null {
    const pattern = new RegExp(BARE[close], 'ys');
    const text = this.#match(pattern) ?? '';
    return text === 'null' ? null : text;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}
