import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classNames } from './class-names.ts';

const RENDERER = join(import.meta.dirname, '..');

/** The names a component takes from its CSS module that the module does not have. */
function missingNames(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const module = /import styles from '(.+\.module\.css)'/.exec(text)?.[1];
  if (module === undefined) return [];
  const css = readFileSync(join(dirname(file), module), 'utf8');
  const defined = new Set(Array.from(css.matchAll(/\.([a-zA-Z][\w-]*)/g), ([, name]) => name));
  const calls = Array.from(text.matchAll(/\bc\(((?:[^()]|\([^()]*\))*)\)/g), ([, inside = '']) => inside);
  return calls
    .flatMap((inside) => Array.from(inside.matchAll(/(?<!== )'([\w-]+)'/g), ([, name = '']) => name))
    .filter((name) => !defined.has(name));
}

describe('class names', () => {
  it('are those of the module, joined; what is off is left out', () => {
    const c = classNames({ row: 'row_1', open: 'open_1' });
    expect(c('row', false, null, 'open')).toBe('row_1 open_1');
  });

  it('used by a component are defined in its module', () => {
    const components = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => join(RENDERER, name));
    expect(components.length).toBeGreaterThan(50);
    for (const file of components) expect(missingNames(file), file).toEqual([]);
  });
});
